export const shortestPassword = 12
const longestPassword = 200

/**
 * Why this may not be somebody's password, or null. Length counts and composition does not (NIST SP 800-63B section
 * 5.1.1.2); what is one's own address, or a few letters over and over, is guessed first.
 */
export function checkPassword({ password, email }: { password: string; email: string }): string | null {
  if ([...password].length < shortestPassword) return `A password has at least ${shortestPassword} characters.`
  if (password.length > longestPassword) return `A password has at most ${longestPassword} characters.`
  if (new Set(password.toLowerCase()).size < 5) return 'This password is a few letters over and over, which is guessed first.'
  if (email !== '' && password.toLowerCase().includes(email.toLowerCase())) return 'This password holds the e-mail address, which is guessed first.'
  return null
}
