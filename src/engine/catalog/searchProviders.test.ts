import { describe, expect, it } from 'vitest'
import { searchProviders } from './searchProviders.ts'
import { measureCpuMs } from '#tests/support/measureCpuMs.ts'

const card = (key: string, name: string, category: string, keywords: string[] = [], description = '') => ({ key, name, category, keywords, description })
const cards = [
  card('resend', 'Resend', 'Email', ['mail', 'newsletter'], 'Email API for developers.'),
  card('mailchimp', 'Mailchimp', 'Marketing', ['email', 'campaigns'], 'Audiences and campaigns.'),
  card('fal', 'Fal.ai', 'AI', ['images'], 'Media models.'),
  card('slack', 'Slack', 'Communication', ['chat'], 'Messages to teams.'),
  card('stripe', 'Stripe', 'Payments', ['billing'], 'Payments with Slack alerts.'),
  card('elevenlabs', 'ElevenLabs', 'AI', ['voice'], 'Speech.'),
]
const keys = (query: string): string[] => searchProviders({ query, cards }).map((one) => one.key)

describe('searchProviders', () => {
  it('returns everything in order without a query', () => {
    expect(keys('  ')).toEqual(cards.map((one) => one.key))
    expect(keys('!!!')).toEqual([])
  })

  it.each([
    ['resend', 'resend'], ['Resen', 'resend'], ['resned', 'resend'], ['strpe', 'stripe'], ['strpie', 'stripe'], ['emial', 'resend'], ['slakc', 'slack'], ['mailchmp', 'mailchimp'], ['fal ai', 'fal'], ['falai', 'fal'], ['elevnlbs', 'elevenlabs'], ['PAYMENTS', 'stripe'], ['Rèsend', 'resend'], ['eleven', 'elevenlabs'],
  ])('finds %s', (query, key) => expect(keys(query)[0]).toBe(key))

  it('puts the name before what a description mentions', () => expect(keys('slack')).toEqual(['slack', 'stripe']))
  it('finds the job, not only the brand', () => expect(keys('email')).toEqual(expect.arrayContaining(['resend', 'mailchimp'])))
  it('needs every word', () => expect(keys('slack billing')).toEqual(['stripe']))
  it('does not guess at short words', () => expect(keys('fax')).toEqual([]))

  it('reads names of every script, and long ones', () => {
    const many = [card('a', 'שירות חשבוניות', 'כספים'), card('b', '請求書サービス', '会計'), card('c', '🚀 Rocket', 'Tools'), card('d', 'x'.repeat(200), 'Tools')]
    const first = (query: string): string | undefined => searchProviders({ query, cards: many })[0]?.key
    expect(['חשבוניות', '請求書', 'rocket', 'x'.repeat(200)].map(first)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('takes less than 10 ms for 1,000 cards', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => card(`provider-${index}`, `Provider ${index} Cloud`, 'Tools', ['alpha', 'beta', `word${index}`], 'A service that does a number of things for teams of any size.'))
    const timed = (query: string): number => measureCpuMs(() => void searchProviders({ query, cards: many }))
    timed('warm')
    const times = Array.from({ length: 15 }, (_, index) => timed(`provdier clod ${index}`)).sort((a, b) => a - b)
    expect(times[3]).toBeLessThan(10)
  })
})
