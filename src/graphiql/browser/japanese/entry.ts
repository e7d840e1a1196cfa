/** 入口、ディレクティブ、共通の型。 */
export const ofEntries = {
  Query:
    '特許庁が特許情報取得APIで提供する日本の特許出願。番号は通常のどの書き方でもよい。フィールドが特許庁への送信を要するのは、それが選択され、有効な保存がない場合に限る。',
  'Query.applicant':
    'このコードの申請人（特許申請人氏名・名称）。特許庁に該当するコードがなければ null。`name` は本日分かっている、出願時又は登録上の名称。',
  'Query.applicant(code:)': '申請人コード。',
  'Query.applicantsByName':
    '完全に一致する氏名・名称の申請人（特許申請人コード）。同じ名称が複数のコードをもつことがある。該当がなければ []。',
  'Query.applicantsByName(name:)':
    '特許庁に登録されたとおりの氏名・名称。半角の英字・空白・片仮名は全角に直して扱う。タブ , : ; | は受け付けない。',
  'Query.application': 'この番号の出願。特許庁に該当する出願がなければ null。',
  'Query.application(number:)': '出願番号。',
  'Query.applicationByPublicationNumber':
    'この番号で公開又は公表された出願。該当がなければ null。平成より前の公開は OUT_OF_SCOPE。',
  'Query.applicationByPublicationNumber(number:)': '公開番号又は公表番号。',
  'Query.applicationByRegistrationNumber': 'この番号で登録された出願。該当がなければ null。',
  'Query.applicationByRegistrationNumber(number:)': '登録番号。',
  'Query.applications': '複数の出願。指定の順。得られないものは null、又はその位置のエラー。1件ごとに：',
  'Query.applications(numbers:)': '出願番号。最大200件（制限 `listLength`）。重複しても1件分の料金。',
  'Query.node':
    'このグラフが発行したIDの示すもの。Application 又は Applicant は参照なので無料。Document は案件の一覧から、一覧になければ圧縮ファイルから探す。発行したものでないIDは BAD_USER_INPUT。',
  'Query.node(id:)': '`id` フィールドの値。',
  'Query.nodes': 'IDによる複数のもの。指定の順。`node` を参照。1件ごとに：',
  'Query.nodes(ids:)': '`id` フィールドの値。最大200件（制限 `listLength`）。',
  'Query.numberReference':
    'いずれか1つの番号から分かる、対応する番号の組。該当がなければ null。平成より前の公開は OUT_OF_SCOPE。',
  'Query.numberReference(kind:)': '番号の種別。',
  'Query.numberReference(number:)': '種別ごとのスカラーが受け付ける書き方による番号。',
  'Query.quota': 'このサーバーが数える、特許庁の本日と1分間の回数。無料。',
  'Query.quotaPlan':
    '操作の料金。保存済みの回答とフィールドごとの料金から求め、操作自身の @upstream も考慮する。他に照会する者がなく、特許庁に障害がない限り、各APIについて atLeast ≤ 回数 ≤ atMost。有効な操作でない場合は BAD_USER_INPUT で、GraphQLのエラーを `errors` に含む。無料。',
  'Query.quotaPlan(document:)': '送信するとおりの操作。',
  'Query.quotaPlan(operationName:)': '文書に複数の操作がある場合の、対象の操作名。',
  'Query.quotaPlan(variables:)': '操作の変数（オブジェクト）。',
  'Query._entities':
    'ゲートウェイ用。キーの示すもの。指定の順（Apollo Federation）。Application、Applicant、NumberReference は無料で、キーだけを選択した場合も無料。Registration 1件ごと、及び圧縮ファイルを調べる必要のある Document 1件ごとに：',
  'Query._entities(representations:)':
    '最大200件。重複しても1件分の料金。該当するもののない指定は、その位置で BAD_USER_INPUT。',
  'Query._service': 'ゲートウェイ用。他のグラフのサブグラフとしてのこのグラフ（Apollo Federation）。無料。',
  _Any: 'ゲートウェイ用の指定：`__typename` と、このグラフのもののキー。',
  _Entity: 'ゲートウェイが参照できるもの。',
  _Service: 'このグラフのうち、ゲートウェイが合成するもの。',
  '_Service.sdl': 'GraphQLの言語によるサブグラフ。subgraph.graphql と同じ。',
  '@upstream':
    'この操作が特許庁への送信をどう使ってよいか。ヘッダー `Cache-Control: only-if-cached | max-age=N | no-cache | max-stale[=N]` 及び `Prefer: wait=N` も同じ意味で、ゲートウェイの先のクライアントに用いる。双方に指定があれば、厳しい方による。',
  '@upstream(maxAge:)':
    '0以上の秒数。これより古い保存済みの回答は、それぞれ1回、改めて照会する。失敗した場合は保存済みのものを STALE と示して提供する。',
  '@upstream(maxCalls:)':
    '送信回数の上限（0以上、再試行を含む）。これを超えることになるフィールドは CALLS_EXCEEDED。0なら保存済みの回答のみ。',
  '@upstream(maxStale:)':
    '0以上の秒数。有効期限（freshness.validUntil）がこの秒数以内に切れた保存済みの回答は、送信せずに STALE と示して用いる。maxAge も併せて考慮する。onlyIfCached 及び maxCalls の下では、期限切れがこれより前の回答は提供しない。該当する案件・氏名・番号がないという回答は、改めて照会する。',
  '@upstream(onlyIfCached:)':
    '送信しない。保存済みの回答に限り、古いものは STALE と示す。保存のないものは NOT_CACHED。',
  '@upstream(wait:)': '0以上の秒数。この操作が特許庁への送信の順番を待てる時間。指定がなければ25、最大120。',
  '@defer':
    'ここで選択したものは、特許庁の回答があり次第、回答の残りより後に届いてよい。`multipart/mixed`（deferSpec=20220824）又は `text/event-stream` を受け付けるクライアント用で、その他には、指定がない場合と同じく1つの回答を返す。特許庁に照会する内容も料金も変わらず、`extensions.quota` は最後の部分に含まれる。',
  '@defer(if:)': 'false なら、指定がないものとして扱う。',
  '@defer(label:)': 'その部分とともに返る名称。クライアントが部分を区別するためのもので、文書中で重複しない文字列。',
  '@stream':
    'この一覧の要素は、特許庁の回答があり次第、一覧の順に1つずつ届いてよい。`multipart/mixed`（deferSpec=20220824）又は `text/event-stream` を受け付けるクライアント用で、その他には、指定がない場合と同じく1つの回答を返す。特許庁に照会する内容も料金も変わらず、`extensions.quota` は最後の部分に含まれる。',
  '@stream(if:)': 'false なら、指定がないものとして扱う。',
  '@stream(initialCount:)': '最初の部分が待つ要素の数。0以上。',
  '@stream(label:)': 'その部分とともに返る名称。クライアントが部分を区別するためのもので、文書中で重複しない文字列。',
  Node: '不変のIDをもち、`node` で再び得られるもの。',
  'Node.id': '不変のID。無料。',
  PageInfo: 'ページの、全行における位置。',
  'PageInfo.endCursor': '最後の行のカーソル。`after` に用いる。空のページでは null。',
  'PageInfo.hasNextPage': 'このページの後に行があるか否か。',
  'PageInfo.hasPreviousPage': 'このページの前に行があるか否か。',
  'PageInfo.startCursor': '最初の行のカーソル。`before` に用いる。空のページでは null。',
  CodedValue: '特許庁のコード表のコードとその意味。未知のコードは、コードのみで名称をもたない。',
  'CodedValue.code': '特許庁が送信するとおりのコード。',
  'CodedValue.label': '日本語による意味。コード表が公開されていなければ null。',
  'CodedValue.labelEn': '英語による意味。コード表が公開されていなければ null。',
  DateTime: '日本時間で表した時刻（RFC 3339）：2026-11-23T00:00:00+09:00。',
  LocalDate: '特許庁の暦による日（YYYY-MM-DD）。時間帯によってずれることはない。',
  JSON: '任意のJSONの値。変数としては、名前をキーとするオブジェクト。',
  Boolean: '真偽値。true 又は false。',
  Float: '倍精度の小数（IEEE 754）。',
  ID: '識別子。文字列として表し、人が読むためのものではない。',
  Int: '32ビットの符号付き整数。',
  String: 'UTF-8の文字列。',
  '@deprecated': '今後なくなるスキーマの要素に付ける。',
  '@deprecated(reason:)': '非推奨とした理由。通常は代わりとなるものを示す。書式はMarkdown（CommonMark）。',
  '@include': '`if` が true の場合に限り、このフィールド又はフラグメントを含める。',
  '@include(if:)': 'true の場合に含める。',
  '@skip': '`if` が true の場合に、このフィールド又はフラグメントを除く。',
  '@skip(if:)': 'true の場合に除く。',
  '@specifiedBy': 'スカラーの振る舞いを定めるURLを示す。',
  '@specifiedBy(url:)': 'スカラーの振る舞いを定めるURL。',
  '@oneOf': '入力オブジェクトのフィールドのうち、ちょうど1つを指定することを示す。',
}
