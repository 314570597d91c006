import { messages } from '#src/messages/messages.ts'

/** For auth methods that need a client of the platform's which is not there: says plainly what is possible now. */
export const ComingMethod = ({ providerName, isNew }: { providerName: string; isNew: boolean }) => (
  <div className="mb-4 rounded-[10px] bg-well px-3.5 py-3 text-soft">
    <p>{messages().authorize.notSetUp(providerName)} {messages().authorize.notSetUpText}</p>
    {isNew && <p className="mt-1">{messages().connect.authorizeLater}</p>}
  </div>
)
