/** A message as a gateway hands it over; `id` is the gateway's own and the same each time it tries again. */
export type Inbound = { id: string; from: string; text: string }

/** What goes out: `id` lets a gateway that was told twice send once. */
export type Outbound = { id: string; to: string; text: string }

/** A company or modem that carries messages. Another one is another file beside `http-gateway.ts`. */
export type Gateway = {
  /** Names its messages apart from those of another gateway. */
  name: string
  /** Whether a request comes from the gateway: by the secret that both know. */
  isOurs(authorization: string | undefined): boolean
  /** Throws where the gateway does not take the message now. */
  send(message: Outbound): Promise<void>
}
