/** 回数と、情報の鮮度。 */
export const ofQuota = {
  Quota: '特許庁にあと何回照会できるか。1つのIDの回数を、利用者全員で共有する。',
  'Quota.day': '特許庁の日。日本時間の0:00から24:00まで。',
  'Quota.endpoints': '12のAPI。手引きの順。',
  'Quota.mine': 'そのうち、照会者自身の分。',
  'Quota.requestsPerMinute': '任意の60秒間に開始できる送信の数（手引き§3(3)：10回）。',
  'Quota.resetsAt': '回数が改めて数えられる時刻。次の日本時間0:00。',
  'Quota.startsLeftThisMinute': 'この瞬間に開始できる送信の数。',
  'Quota.waiting': 'このサーバーで、この瞬間に順番を待つ送信の数。',
  EndpointQuota: '1つのAPIへの本日の送信。',
  'EndpointQuota.answeredByFacts': '別の回答から分かっていたこと（番号の対応など）により回答した数。',
  'EndpointQuota.answeredFromStore': '有効な保存済みの回答により回答した数。',
  'EndpointQuota.answeredStale':
    '以前の回答により、STALE と示して回答した数。新しい回答を得られなかったか、操作が以前のもの（maxStale）を受け入れた場合。',
  'EndpointQuota.asked':
    '本日求められた数：paid + saved + refused。フィールドの数ではなく問いの数。1つの操作は同じ問いを1回だけ行う。',
  'EndpointQuota.configuredLimit': '設定（JPO_DAILY_LIMITS）による上限アクセス回数（回/日）。',
  'EndpointQuota.endpoint': '対象のAPI。',
  'EndpointQuota.handbookNumber': '手引き表1における番号（1～12）。上限引上げの申請ではこの番号を記載する。',
  'EndpointQuota.limit':
    '上限アクセス回数。このサーバーが1日に送信できる回数。設定で明示しない限り、特許庁の本日の回答から実際の上限が大きいと分かれば、設定より大きくなる。',
  'EndpointQuota.name': '手引き表1における名称。',
  'EndpointQuota.paid': 'このサーバーの本日の送信数。再試行もそれぞれ1回と数える。',
  'EndpointQuota.refused': '回答しなかった数。保存がなく、送信もできないか許されない場合。',
  'EndpointQuota.remaining': '本日の残り回数。',
  'EndpointQuota.reportedByJpo':
    '特許庁の本日最新の回答にある残アクセス数。回答がまだなければ null。圧縮ファイルの回答には含まれない。',
  'EndpointQuota.saved': '本日、送信せずに回答した数。次の4項目の合計。',
  'EndpointQuota.shared': '別の操作がすでに行っていた送信により回答した数。',
  'EndpointQuota.used': '本日数えられた回数。進行中のものと、同じIDの他の利用者のものを、分かる範囲で含む。',
  'EndpointQuota.usedElsewhere':
    'このサーバー及び保存先を共有するサーバーの送信を超えて、特許庁が本日数えた回数。利用者IDが他でも使われているか、上限が設定より小さい。差がなければ0。',
  OwnQuota:
    '1つの利用者IDの回数のうち照会者自身の分。lentFrom まで確保される割当てと、それを超えて、誰のためにも確保されていない分。',
  'OwnQuota.caller': '照会者の名称。照会者を区別しないサーバーでは anybody。',
  'OwnQuota.endpoints': '12のAPI。手引きの順。',
  'OwnQuota.isInteractive': '人が回答を待っているか否か。待っていれば、予備の回数も使える。',
  'OwnQuota.lentFrom':
    '本日の未使用の割当てと予備が誰にでも開放される時刻。日本時間20:00、特許庁の回数が改まる4時間前。',
  OwnEndpointQuota: '1つのAPIへの本日の送信のうち、照会者自身の分。',
  'OwnEndpointQuota.endpoint': '対象のAPI。',
  'OwnEndpointQuota.guaranteed':
    '割当てのうち、本日の残りの範囲でまだ使っていない回数。lentFrom 以後は、誰のためにも確保されないので0。',
  'OwnEndpointQuota.remaining':
    '照会者がこの瞬間になお送信できる回数。自身の割当てと、誰のためにも確保されていない分。0のときの送信は QUOTA_EXHAUSTED となる。',
  'OwnEndpointQuota.share':
    '上限アクセス回数のうち、lentFrom まで照会者のために確保される1日の回数。確保がない場合、及び1日の回数を分けていない場合は0。',
  'OwnEndpointQuota.used':
    '照会者が本日使った回数。再試行と進行中のものを含む。保存済みの回答と、他者の送信による回答は数えない。',
  QuotaPlan: '現在の保存内容に基づく、実行前の操作の料金。',
  'QuotaPlan.calls': '操作が送信し得るAPI。すべて保存済みの内容で回答できる場合は []。',
  'QuotaPlan.estimatedWaitSeconds':
    '予測される最後の送信を開始できるまでの秒数。1分間の上限と、現在待っている送信による。',
  'QuotaPlan.feasible':
    '予測される送信（まだ分からない一覧に由来するものを除く）のすべてが、本日の残りに収まり、待ち時間内に開始でき、maxCalls に収まるか否か。',
  PlannedCalls: '操作が1つのAPIに送信する回数。',
  'PlannedCalls.atLeast': '確実に行う送信の回数。',
  'PlannedCalls.atMost':
    '行い得る送信の回数。一覧自体を取得しなければならない場合、その先の件数は分からないので、本日の残り、待ち時間及び maxCalls の許す回数。',
  'PlannedCalls.endpoint': '対象のAPI。',
  'PlannedCalls.remaining': '本日の残り回数。',
  JpoEndpoint: '特許情報取得APIの12のAPI。特許庁のパス名による（手引き表1）。',
  Freshness: '示した情報の鮮度と出所。無料。',
  'Freshness.retrievedAt': '特許庁に照会した時刻。',
  'Freshness.source': '回答したAPI。',
  'Freshness.state': 'なお有効であるか否か。',
  'Freshness.validUntil':
    '改めて照会せずに提供する期限。変わり得る案件では特許庁の翌日（日本時間0:00）、終了した案件では1か月、後には1年。変わらないものは null。',
  FreshnessState: '回答が、特許庁の現在の回答と同じといえるか否か。照会せずに分かる範囲による。',
  'FreshnessState.FRESH':
    '有効。特許庁の本日中に照会したもの（データの更新は1日1回、手引き§2(2)）、又はその後変わり得ない事項。',
  'FreshnessState.STALE':
    '変わっている可能性がある。本日の回数や1分間の上限に達した、特許庁が応答しない、操作自身の制限があるなどのため、新しい回答を得られないか、操作がこの回答を受け入れたため（maxStale）求めていない。',
}
