/** Upper ends of the classes, in milliseconds; what is slower than the last is in one more. Stored by place: append only. */
export const latencyBoundsMs: readonly number[] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000]
