/** Which account somebody wishes to see: a wish only, since the server looks at the membership. */
export const accountCookie = 'patchbay-account'
