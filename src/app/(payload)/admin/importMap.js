import { FieldNote as FieldNote_68ac32954f2bef5b81b621e0e39b3b8f } from '../../../../src/admin/provider/FieldNote'
import { KeyField as KeyField_00c9db17eaf6d4038197232e311595dd } from '../../../../src/admin/provider/KeyField'
import { CategoryField as CategoryField_2aa4480beaff6c91d1fe3f76bd9d26bb } from '../../../../src/admin/provider/CategoryField'
import { DescriptionField as DescriptionField_edcc29a6eba7e7e1dcbffca651f21acb } from '../../../../src/admin/provider/DescriptionField'
import { IconField as IconField_ce76e76a50e0bc1be05e1a8464b7d3aa } from '../../../../src/admin/provider/IconField'
import { StructuredField as StructuredField_5ce0ee5637f348e7c7d9621c986a1d89 } from '../../../../src/admin/provider/StructuredField'
import { RowLabel as RowLabel_c5d2792d6c46a08910868dac03af2cc5 } from '../../../../src/admin/RowLabel'
import { MethodLabel as MethodLabel_2ac57f04ce9d405a609daf918e911ca1 } from '../../../../src/admin/provider/MethodLabel'
import { MethodPicker as MethodPicker_afe934baf368f7dbc75aa7269cb16af6 } from '../../../../src/admin/provider/MethodPicker'
import { StatusField as StatusField_326399c9234c5ec308e84b8410113218 } from '../../../../src/admin/provider/StatusField'
import { ReplacementField as ReplacementField_b5f4a4c7b5ee3a6ea07b76f13a903d84 } from '../../../../src/admin/provider/ReplacementField'
import { CutOffPanel as CutOffPanel_e21b10bdb5f3de9f1aacdf5041febcf9 } from '../../../../src/admin/cutOff/CutOffPanel'
import { RowRatingPanel as RowRatingPanel_74afad1f579fc35d14fd9828ffc45462 } from '../../../../src/admin/provider/RowRatingPanel'
import { RowRatingCell as RowRatingCell_cc188248b3590b3ded71b5da4336d737 } from '../../../../src/admin/provider/RowRatingCell'
import { PreviewPanel as PreviewPanel_f0b0b4b544957582a8d21f3548dcadd8 } from '../../../../src/admin/provider/PreviewPanel'
import { ListTools as ListTools_c471a6f1561398aebf7d56f876474e8d } from '../../../../src/admin/rows/ListTools'
import { RowControls as RowControls_86693f19153da06b09466ef142bab7db } from '../../../../src/admin/rows/RowControls'
import { RowMenu as RowMenu_54c46c4e138aa914e75b7f771e50a5f3 } from '../../../../src/admin/rows/RowMenu'
import { SaveWithImpact as SaveWithImpact_b049ef2aab24c648c626f1e193618a98 } from '../../../../src/admin/rows/SaveWithImpact'
import { HistoryView as HistoryView_027911f59dadfdc23335beec574567d8 } from '../../../../src/admin/rows/HistoryView'
import { ImportView as ImportView_07ebe5695663c501047fc38959ee36c3 } from '../../../../src/admin/rows/ImportView'
import { ProviderCell as ProviderCell_47a5b72182cd5b7df8a8bd791f4f0009 } from '../../../../src/app/(payload)/ProviderCell'
import { ProviderSelect as ProviderSelect_dbe12f0f791ba94e0cca435a894108ef } from '../../../../src/admin/builtIn/ProviderSelect'
import { PurposeSelect as PurposeSelect_32798802015a982a67432f503976a588 } from '../../../../src/admin/builtIn/PurposeSelect'
import { MethodSelect as MethodSelect_6190c4fd989213826e7eaee920ca9671 } from '../../../../src/admin/builtIn/MethodSelect'
import { CredentialEditor as CredentialEditor_6cc8ee58e47481918d8e2c3e8fdac06d } from '../../../../src/admin/builtIn/CredentialEditor'
import { AllowListEditor as AllowListEditor_42464aa47919bfee707c0a0ffed1d487 } from '../../../../src/admin/builtIn/AllowListEditor'
import { UsageToday as UsageToday_695d02e706c1765c3192a98b97986295 } from '../../../../src/admin/builtIn/UsageToday'
import { FirstOwner as FirstOwner_82fed4156b41af4905e045b60b29cfe5 } from '../../../../src/admin/FirstOwner'
import { JsonField as JsonField_defd8db80966f10159aa190a170acbe8 } from '../../../../src/admin/JsonField'
import { MarketplaceLink as MarketplaceLink_81857152916b4573b5fc9f40f0f2e255 } from '../../../../src/admin/MarketplaceLink'
import { AdminWords as AdminWords_168b8f3bf9d647c502d1d8890eba3188 } from '../../../../src/admin/AdminWords'
import { OverviewPage as OverviewPage_da09d52bf03201454b86f73cb4ef3aa2 } from '../../../../src/app/(payload)/OverviewPage'
import { ForgottenPassword as ForgottenPassword_a92d05bdaa06ccfafd77e71263ac5723 } from '../../../../src/admin/ForgottenPassword'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "/src/admin/provider/FieldNote#FieldNote": FieldNote_68ac32954f2bef5b81b621e0e39b3b8f,
  "/src/admin/provider/KeyField#KeyField": KeyField_00c9db17eaf6d4038197232e311595dd,
  "/src/admin/provider/CategoryField#CategoryField": CategoryField_2aa4480beaff6c91d1fe3f76bd9d26bb,
  "/src/admin/provider/DescriptionField#DescriptionField": DescriptionField_edcc29a6eba7e7e1dcbffca651f21acb,
  "/src/admin/provider/IconField#IconField": IconField_ce76e76a50e0bc1be05e1a8464b7d3aa,
  "/src/admin/provider/StructuredField#StructuredField": StructuredField_5ce0ee5637f348e7c7d9621c986a1d89,
  "/src/admin/RowLabel#RowLabel": RowLabel_c5d2792d6c46a08910868dac03af2cc5,
  "/src/admin/provider/MethodLabel#MethodLabel": MethodLabel_2ac57f04ce9d405a609daf918e911ca1,
  "/src/admin/provider/MethodPicker#MethodPicker": MethodPicker_afe934baf368f7dbc75aa7269cb16af6,
  "/src/admin/provider/StatusField#StatusField": StatusField_326399c9234c5ec308e84b8410113218,
  "/src/admin/provider/ReplacementField#ReplacementField": ReplacementField_b5f4a4c7b5ee3a6ea07b76f13a903d84,
  "/src/admin/cutOff/CutOffPanel#CutOffPanel": CutOffPanel_e21b10bdb5f3de9f1aacdf5041febcf9,
  "/src/admin/provider/RowRatingPanel#RowRatingPanel": RowRatingPanel_74afad1f579fc35d14fd9828ffc45462,
  "/src/admin/provider/RowRatingCell#RowRatingCell": RowRatingCell_cc188248b3590b3ded71b5da4336d737,
  "/src/admin/provider/PreviewPanel#PreviewPanel": PreviewPanel_f0b0b4b544957582a8d21f3548dcadd8,
  "/src/admin/rows/ListTools#ListTools": ListTools_c471a6f1561398aebf7d56f876474e8d,
  "/src/admin/rows/RowControls#RowControls": RowControls_86693f19153da06b09466ef142bab7db,
  "/src/admin/rows/RowMenu#RowMenu": RowMenu_54c46c4e138aa914e75b7f771e50a5f3,
  "/src/admin/rows/SaveWithImpact#SaveWithImpact": SaveWithImpact_b049ef2aab24c648c626f1e193618a98,
  "/src/admin/rows/HistoryView#HistoryView": HistoryView_027911f59dadfdc23335beec574567d8,
  "/src/admin/rows/ImportView#ImportView": ImportView_07ebe5695663c501047fc38959ee36c3,
  "/src/app/(payload)/ProviderCell#ProviderCell": ProviderCell_47a5b72182cd5b7df8a8bd791f4f0009,
  "/src/admin/builtIn/ProviderSelect#ProviderSelect": ProviderSelect_dbe12f0f791ba94e0cca435a894108ef,
  "/src/admin/builtIn/PurposeSelect#PurposeSelect": PurposeSelect_32798802015a982a67432f503976a588,
  "/src/admin/builtIn/MethodSelect#MethodSelect": MethodSelect_6190c4fd989213826e7eaee920ca9671,
  "/src/admin/builtIn/CredentialEditor#CredentialEditor": CredentialEditor_6cc8ee58e47481918d8e2c3e8fdac06d,
  "/src/admin/builtIn/AllowListEditor#AllowListEditor": AllowListEditor_42464aa47919bfee707c0a0ffed1d487,
  "/src/admin/builtIn/UsageToday#UsageToday": UsageToday_695d02e706c1765c3192a98b97986295,
  "/src/admin/FirstOwner#FirstOwner": FirstOwner_82fed4156b41af4905e045b60b29cfe5,
  "/src/admin/JsonField#JsonField": JsonField_defd8db80966f10159aa190a170acbe8,
  "/src/admin/MarketplaceLink#MarketplaceLink": MarketplaceLink_81857152916b4573b5fc9f40f0f2e255,
  "/src/admin/AdminWords#AdminWords": AdminWords_168b8f3bf9d647c502d1d8890eba3188,
  "/src/app/(payload)/OverviewPage#OverviewPage": OverviewPage_da09d52bf03201454b86f73cb4ef3aa2,
  "/src/admin/ForgottenPassword#ForgottenPassword": ForgottenPassword_a92d05bdaa06ccfafd77e71263ac5723,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
