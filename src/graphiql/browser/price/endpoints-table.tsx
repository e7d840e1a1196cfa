import { type Endpoint, endpoints } from '../../../sources/jpo/endpoints.ts'
import { setup } from '../here.ts'
import { number, say } from '../words.ts'

export interface EndpointCalls {
  readonly endpoint: Endpoint
  readonly calls: string
  /** Of the day; null where it could not be read. */
  readonly left: number | null
}

export function Endpoints({ caption, rows }: { caption: string; rows: readonly EndpointCalls[] }) {
  return (
    <table aria-label={caption}>
      <thead>
        <tr>
          <th scope="col">{say.endpoint}</th>
          <th scope="col">{say.count}</th>
          <th scope="col">{say.left}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ endpoint, calls, left }) => (
          <tr key={endpoint}>
            <th scope="row">
              {setup.language === 'ja' ? endpoints[endpoint].name : endpoints[endpoint].englishName}
              <code>{endpoint}</code>
            </th>
            <td>{calls}</td>
            <td>{left === null ? '–' : number(left)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
