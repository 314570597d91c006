import { JsonField as JsonField_defd8db80966f10159aa190a170acbe8 } from '../../../../src/admin/JsonField'
import { RowLabel as RowLabel_c5d2792d6c46a08910868dac03af2cc5 } from '../../../../src/admin/RowLabel'
import { BuiltInCredentialEditor as BuiltInCredentialEditor_ab7075152ad8fe5df9f682a5d6392ef3 } from '../../../../src/admin/BuiltInCredentialEditor'
import { MarketplaceLink as MarketplaceLink_81857152916b4573b5fc9f40f0f2e255 } from '../../../../src/admin/MarketplaceLink'
import { AdminWords as AdminWords_168b8f3bf9d647c502d1d8890eba3188 } from '../../../../src/admin/AdminWords'
import { ForgottenPassword as ForgottenPassword_a92d05bdaa06ccfafd77e71263ac5723 } from '../../../../src/admin/ForgottenPassword'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "/src/admin/JsonField#JsonField": JsonField_defd8db80966f10159aa190a170acbe8,
  "/src/admin/RowLabel#RowLabel": RowLabel_c5d2792d6c46a08910868dac03af2cc5,
  "/src/admin/BuiltInCredentialEditor#BuiltInCredentialEditor": BuiltInCredentialEditor_ab7075152ad8fe5df9f682a5d6392ef3,
  "/src/admin/MarketplaceLink#MarketplaceLink": MarketplaceLink_81857152916b4573b5fc9f40f0f2e255,
  "/src/admin/AdminWords#AdminWords": AdminWords_168b8f3bf9d647c502d1d8890eba3188,
  "/src/admin/ForgottenPassword#ForgottenPassword": ForgottenPassword_a92d05bdaa06ccfafd77e71263ac5723,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
