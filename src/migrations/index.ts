import * as migration_20261120_060535_spine from './20261120_060535_spine'
import * as migration_20261120_060600_constraints from './20261120_060600_constraints'
import * as migration_20261120_065344_account_ownership from './20261120_065344_account_ownership'
import * as migration_20261120_084917_provider_requests from './20261120_084917_provider_requests'
import * as migration_20261120_085525_connect_dialog from './20261120_085525_connect_dialog'
import * as migration_20261120_085802_user_language from './20261120_085802_user_language'
import * as migration_20261120_090306_row_changed_by from './20261120_090306_row_changed_by'
import * as migration_20261120_090448_connection_facts from './20261120_090448_connection_facts'
import * as migration_20261120_090542_platform_cuts from './20261120_090542_platform_cuts'
import * as migration_20261120_091327_invitations from './20261120_091327_invitations'
import * as migration_20261120_091556_provider_editor from './20261120_091556_provider_editor'
import * as migration_20261120_120125_refresh_facts from './20261120_120125_refresh_facts'
import * as migration_20261120_121000_oauth_attempts from './20261120_121000_oauth_attempts'
import * as migration_20261120_121500_workers from './20261120_121500_workers'
import * as migration_20261120_122000_notices from './20261120_122000_notices'
import * as migration_20261120_122100_audit_address from './20261120_122100_audit_address'
import * as migration_20261120_122535_revocation_facts from './20261120_122535_revocation_facts'
import * as migration_20261120_123000_revocations from './20261120_123000_revocations'
import * as migration_20261120_124259_built_in_clients_by_method from './20261120_124259_built_in_clients_by_method'
import * as migration_20261120_131929_scrub_answers from './20261120_131929_scrub_answers'
import * as migration_20261120_153000_usage_buckets from './20261120_153000_usage_buckets'
import * as migration_20261120_153500_rate_limits from './20261120_153500_rate_limits'
import * as migration_20261120_154000_changes from './20261120_154000_changes'
import * as migration_20261120_161522_usage_pointers from './20261120_161522_usage_pointers'
import * as migration_20261120_164500_unused_grants from './20261120_164500_unused_grants.ts'
import * as migration_20261120_185000_gone_keys from './20261120_185000_gone_keys'

export const migrations = [
  { up: migration_20261120_060535_spine.up, down: migration_20261120_060535_spine.down, name: '20261120_060535_spine' },
  { up: migration_20261120_060600_constraints.up, down: migration_20261120_060600_constraints.down, name: '20261120_060600_constraints' },
  { up: migration_20261120_065344_account_ownership.up, down: migration_20261120_065344_account_ownership.down, name: '20261120_065344_account_ownership' },
  { up: migration_20261120_084917_provider_requests.up, down: migration_20261120_084917_provider_requests.down, name: '20261120_084917_provider_requests' },
  { up: migration_20261120_085525_connect_dialog.up, down: migration_20261120_085525_connect_dialog.down, name: '20261120_085525_connect_dialog' },
  { up: migration_20261120_085802_user_language.up, down: migration_20261120_085802_user_language.down, name: '20261120_085802_user_language' },
  { up: migration_20261120_090306_row_changed_by.up, down: migration_20261120_090306_row_changed_by.down, name: '20261120_090306_row_changed_by' },
  { up: migration_20261120_090448_connection_facts.up, down: migration_20261120_090448_connection_facts.down, name: '20261120_090448_connection_facts' },
  { up: migration_20261120_090542_platform_cuts.up, down: migration_20261120_090542_platform_cuts.down, name: '20261120_090542_platform_cuts' },
  { up: migration_20261120_091327_invitations.up, down: migration_20261120_091327_invitations.down, name: '20261120_091327_invitations' },
  { up: migration_20261120_091556_provider_editor.up, down: migration_20261120_091556_provider_editor.down, name: '20261120_091556_provider_editor' },
  { up: migration_20261120_120125_refresh_facts.up, down: migration_20261120_120125_refresh_facts.down, name: '20261120_120125_refresh_facts' },
  { up: migration_20261120_121000_oauth_attempts.up, down: migration_20261120_121000_oauth_attempts.down, name: '20261120_121000_oauth_attempts' },
  { up: migration_20261120_121500_workers.up, down: migration_20261120_121500_workers.down, name: '20261120_121500_workers' },
  { up: migration_20261120_122000_notices.up, down: migration_20261120_122000_notices.down, name: '20261120_122000_notices' },
  { up: migration_20261120_122100_audit_address.up, down: migration_20261120_122100_audit_address.down, name: '20261120_122100_audit_address' },
  { up: migration_20261120_122535_revocation_facts.up, down: migration_20261120_122535_revocation_facts.down, name: '20261120_122535_revocation_facts' },
  { up: migration_20261120_123000_revocations.up, down: migration_20261120_123000_revocations.down, name: '20261120_123000_revocations' },
  { up: migration_20261120_124259_built_in_clients_by_method.up, down: migration_20261120_124259_built_in_clients_by_method.down, name: '20261120_124259_built_in_clients_by_method' },
  { up: migration_20261120_131929_scrub_answers.up, down: migration_20261120_131929_scrub_answers.down, name: '20261120_131929_scrub_answers' },
  { up: migration_20261120_153000_usage_buckets.up, down: migration_20261120_153000_usage_buckets.down, name: '20261120_153000_usage_buckets' },
  { up: migration_20261120_153500_rate_limits.up, down: migration_20261120_153500_rate_limits.down, name: '20261120_153500_rate_limits' },
  { up: migration_20261120_154000_changes.up, down: migration_20261120_154000_changes.down, name: '20261120_154000_changes' },
  { up: migration_20261120_161522_usage_pointers.up, down: migration_20261120_161522_usage_pointers.down, name: '20261120_161522_usage_pointers' },
  { up: migration_20261120_164500_unused_grants.up, down: migration_20261120_164500_unused_grants.down, name: '20261120_164500_unused_grants' },
  { up: migration_20261120_185000_gone_keys.up, down: migration_20261120_185000_gone_keys.down, name: '20261120_185000_gone_keys' },
]
