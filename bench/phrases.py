"""The sentences of the synthetic articles, English and Japanese side by side.

`{names}` are filled in with values that differ from article to article, so that no two articles are equal
and no cache is flattered. `[](fix:…)` and `[](error:…)` are references in the form of our records.
"""

from __future__ import annotations

Pair = tuple[str, str]

DEVICES: tuple[Pair, ...] = (
    ("multifunction printer", "複合機"),
    ("document scanner", "ドキュメント スキャナー"),
    ("backup job", "バックアップ ジョブ"),
    ("monitoring server", "監視サーバー"),
    ("ticket system", "チケット システム"),
    ("payroll application", "給与システム"),
    ("alarm controller", "警報装置"),
    ("network storage", "ネットワーク ストレージ"),
    ("web shop", "オンライン ショップ"),
    ("warehouse terminal", "倉庫の端末"),
    ("door intercom", "ドア インターホン"),
    ("reporting service", "レポート サービス"),
)

HEADINGS: tuple[Pair, ...] = (
    ("Before you begin", "始める前に"),
    ("Settings", "設定"),
    ("Step by step", "手順"),
    ("Check the result", "結果の確認"),
    ("What the log says", "ログの見かた"),
    ("When it still fails", "それでも失敗する場合"),
)

SENTENCES: tuple[Pair, ...] = (
    (
        "The {device} signs in to `{host}` with the mailbox `{mailbox}` and stops after {minutes} minutes.",
        "{device}は、メールボックス `{mailbox}` で `{host}` にサインインし、{minutes} 分後に停止します。",
    ),
    (
        "Open **{label}** and compare the port with the value {port}; older firmware keeps its old one.",
        "**{label}** を開き、ポートの値が {port} であることを確かめます。古い機器には以前の値が残っています。",
    ),
    (
        "The server answers `{code}` when the account is known but may not send in this way.",
        "アカウントは存在するものの、この方法では送信できない場合、サーバーは `{code}` を返します。",
    ),
    (
        "Nothing has to be changed for the whole organisation: the setting of one mailbox is enough here.",
        "組織全体の設定を変える必要はありません。ここではメールボックス 1 つの設定で足ります。",
    ),
    (
        "Changes take up to {minutes} minutes, so wait before you try again and before you change anything else.",
        "変更が反映されるまで最大 {minutes} 分かかります。再試行やほかの変更は、その時間を置いてから行ってください。",
    ),
    (
        "In version {version} the page is called **{label}**, and the certificate is chosen on the page after it.",
        "バージョン {version} では、この画面は **{label}** という名前で、証明書は次の画面で選びます。",
    ),
    (
        "A device that sends {count} messages an hour reaches the limit sooner than one that sends them over the day.",
        "1 時間に {count} 通を送る機器は、1 日に分けて送る機器より早く上限に達します。",
    ),
    (
        "If the device can use a token, prefer that to a password: [](fix:use-token).",
        "機器がトークンに対応している場合は、パスワードよりもトークンを使ってください: [](fix:use-token)。",
    ),
    (
        "Keep the present value in a safe place, because the undo at the end of this page needs it.",
        "現在の値は、このページの最後にある元に戻す手順で使うため、控えておいてください。",
    ),
    (
        "The connection is closed before the sign-in when the device offers nothing newer than TLS 1.{minor}.",
        "機器が TLS 1.{minor} より新しいものに対応していない場合、サインインの前に接続が閉じられます。",
    ),
    (
        "Ask the administrator of `{domain}` which policy applies to the group **{label}**.",
        "グループ **{label}** に適用されるポリシーは、`{domain}` の管理者に確認してください。",
    ),
    (
        "The same words come with several codes; read [](error:5.7.{error}) before you decide.",
        "同じ文言が複数のコードで返されます。判断する前に「[](error:5.7.{error})」を読んでください。",
    ),
    (
        "Send one test message to an address of your own and look at its headers, not only at the display.",
        "自分のアドレスにテスト メールを 1 通送り、機器の表示だけでなくメールのヘッダーも確認します。",
    ),
    (
        "The name `{host}` must resolve inside your network; a numeric address breaks the certificate check.",
        "`{host}` という名前を社内ネットワークで解決できる必要があります。数字のアドレスでは証明書を検証できません。",
    ),
    (
        "Where a relay stands between the {device} and the service, its own log names the real answer.",
        "{device}とサービスの間にリレーがある場合、実際の応答はリレー側のログに記録されます。",
    ),
    (
        "A queue of {count} messages empties by itself once the cause is gone; do not delete it first.",
        "原因がなくなれば、キューにある {count} 通は自動的に送信されます。先に削除しないでください。",
    ),
    (
        "The account `{mailbox}` needs no licence when it is a shared mailbox below {size} GB.",
        "`{mailbox}` が {size} GB 未満の共有メールボックスであれば、ライセンスは不要です。",
    ),
    (
        "Least risk first: begin with [](fix:{fix}) and go on only when the check shows the same value as before.",
        "リスクの小さいものから始めます。まず「[](fix:{fix})」を行い、確認結果が変わらない場合だけ先へ進んでください。",
    ),
    (
        "Some models cut the answer after {size} characters, so the words that decide are missing on the panel.",
        "機種によっては応答が {size} 文字で切れ、判断に必要な文言がパネルに表示されません。",
    ),
    (
        "The time of the {device} must be right to within {minutes} minutes, or the token counts as expired.",
        "{device}の時刻のずれは {minutes} 分以内でなければなりません。超えると、トークンは期限切れと見なされます。",
    ),
)

ITEMS: tuple[Pair, ...] = (
    ("Sign in to the admin center as `{mailbox}`.", "`{mailbox}` で管理センターにサインインします。"),
    ("Choose **{label}**, then **Edit**.", "**{label}** を選び、続けて **Edit** を選びます。"),
    ("Type `{host}` as the server and {port} as the port.", "サーバーに `{host}`、ポートに {port} と入力します。"),
    (
        "Turn encryption to **STARTTLS** and leave the certificate check on.",
        "暗号化を **STARTTLS** にし、証明書の検証は有効のままにします。",
    ),
    ("Wait {minutes} minutes, then send one message.", "{minutes} 分待ってから、メールを 1 通送信します。"),
    (
        "Compare the From address with `{mailbox}`: both must be the same.",
        "差出人アドレスが `{mailbox}` と一致していることを確かめます。",
    ),
    (
        "Write down the value of `{setting}` before you change it.",
        "`{setting}` の値を、変更する前に書き留めます。",
    ),
    (
        "Look in the log of the {device} for `{code}`.",
        "{device}のログで `{code}` を探します。",
    ),
)

CELLS: tuple[Pair, ...] = (
    ("Required", "必須"),
    ("Not needed", "不要"),
    ("Required from version {version} on", "バージョン {version} 以降は必須"),
    ("At most {count} an hour", "1 時間に最大 {count} 通"),
    ("Any address in `{domain}`", "`{domain}` の任意のアドレス"),
    ("The address of the mailbox only", "メールボックスのアドレスのみ"),
    ("Off by default since {year}", "{year} 年から既定でオフ"),
    ("Up to {size} MB with attachments", "添付ファイルを含めて {size} MB まで"),
)

ROWS: tuple[Pair, ...] = (
    ("Server", "サーバー"),
    ("Encryption", "暗号化"),
    ("Sign-in", "サインイン"),
    ("From addresses", "差出人アドレス"),
    ("Limits", "上限"),
    ("Licence", "ライセンス"),
)

COLUMNS: tuple[Pair, ...] = (
    ("Setting", "設定"),
    ("With a password", "パスワードの場合"),
    ("With a token", "トークンの場合"),
)

LABELS = ("Mail flow", "Authenticated SMTP", "Network", "Send settings", "Connectors", "Security", "Message limits")
SETTINGS = ("SmtpClientAuthenticationDisabled", "MessageSizeLimit", "TlsVersion", "SenderDomain", "AuthPolicy")

FIXES: tuple[tuple[str, Pair], ...] = (
    ("use-token", ("Use a token instead of a password", "パスワードの代わりにトークンを使う")),
    ("allow-mailbox", ("Allow sending for one mailbox", "1 つのメールボックスに送信を許可する")),
    ("renew-certificate", ("Renew the certificate of the device", "機器の証明書を更新する")),
    ("slow-down", ("Send fewer messages at a time", "一度に送る通数を減らす")),
)
ERRORS = ("31", "32", "33")

SHELL = """\
# {label}: what is set now
$mailbox = Get-CASMailbox -Identity '{mailbox}'
$before = $mailbox.{setting}
$domain = Get-AcceptedDomain | Where-Object {{ $_.DomainName -eq '{domain}' }}
if ($before -eq $true) {{
    Write-Host "Blocked for {mailbox}, port {port}"
    Set-CASMailbox -Identity '{mailbox}' -{setting} $false -WhatIf
}} else {{
    Get-TransportConfig | Format-List Name, {setting}, MaxReceiveSize
}}
Get-MessageTrace -SenderAddress '{mailbox}' -PageSize {count} |
    Where-Object {{ $_.Status -ne 'Delivered' }} |
    Select-Object Received, RecipientAddress, Status"""

SCRIPT = """\
import smtplib
import ssl

HOST, PORT = "{host}", {port}
context = ssl.create_default_context()
with smtplib.SMTP(HOST, PORT, timeout={minutes}) as server:
    server.starttls(context=context)
    server.login("{mailbox}", read_secret("{setting}"))
    for number in range({size}):
        server.sendmail("{mailbox}", ["test@{domain}"], f"Subject: test {{number}}")"""

INI = """\
[smtp]
server = {host}
port = {port}
from = {mailbox}
; {label}: version {version} and later
encryption = starttls
timeout = {minutes}
retries = {size}
log = /var/log/{setting}.log"""
