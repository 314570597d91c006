/** The classes of menus, so that every one looks alike. */
export const styleMenu = {
  popover: 'fade min-w-52 max-w-[min(320px,calc(100vw-24px))] rounded-xl border border-line bg-raise p-1.5 shadow-float outline-none overflow-auto',
  menu: 'outline-none',
  item: 'group flex min-h-8 cursor-pointer items-center gap-2.5 rounded-[7px] px-2.5 py-1 outline-none no-underline data-[focused]:bg-well data-[disabled]:cursor-not-allowed data-[disabled]:text-faint',
  heading: 'px-2.5 pt-2 pb-1 text-xs font-semibold text-faint',
  separator: 'mx-2.5 my-1.5 h-px bg-line',
} as const
