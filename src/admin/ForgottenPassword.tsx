import { messages } from '#src/messages/messages.ts'

/** In place of Payload's form: links for passwords come from one page, for people of accounts and of the platform alike. */
export const ForgottenPassword = () => (
  <>
    <div className="form-header">
      <h1>{messages().entry.forgot.title}</h1>
      <p>
        <a href="/forgot-password">{messages().entry.forgot.ask}</a>
      </p>
    </div>
    <a href="/admin/login">{messages().entry.backToSignIn}</a>
  </>
)
