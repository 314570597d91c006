/** In place of Payload's form, which says that a mail was sent: none ever is. */
export const ForgottenPassword = () => (
  <>
    <div className="form-header">
      <h1>Forgot your password?</h1>
      <p>No e-mail is sent from here, so there is no link to ask for.</p>
      <p>If you belong to an account, ask the operator of the installation for a new password. If you belong to none, any other platform admin can set one for you.</p>
    </div>
    <a href="/admin/login">Back to the sign-in</a>
  </>
)
