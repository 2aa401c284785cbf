// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/services_p.h"

#include <QJsonArray>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

// The three characters that Slack reads as something else (docs.slack.dev, "Escaping text").
QString escaped(QString text)
{
    return text.replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s);
}

// plain_text blocks know no mark-up at all, so nothing of it can mention a channel or become a link.
QJsonObject section(const QString &text)
{
    return {
        {u"type"_s, u"section"_s},
        {u"text"_s, QJsonObject{{u"type"_s, u"plain_text"_s}, {u"emoji"_s, false}, {u"text"_s, plain(text, 3000)}}}};
}

QJsonArray buttons(const signals::Notification &what)
{
    QJsonArray out;
    for (const auto &link : what.links)
        if (out.size() < 5)
            out.append(QJsonObject{
                {u"type"_s, u"button"_s},
                {u"text"_s,
                 QJsonObject{{u"type"_s, u"plain_text"_s}, {u"emoji"_s, false}, {u"text"_s, plain(link.text, 75)}}},
                {u"url"_s, link.address.left(3000)}});
    return out;
}

} // namespace

CallResult slackCall(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    const QString subject = signals::subjectOf(what);
    QJsonArray blocks{section(subject)};
    if (const QStringList sentences = signals::sentencesOf(what); !sentences.isEmpty())
        blocks.append(section(sentences.join(u'\n')));
    if (const QJsonArray links = buttons(what); !links.isEmpty())
        blocks.append(QJsonObject{{u"type"_s, u"actions"_s}, {u"elements"_s, links}});
    const QJsonObject card{{u"color"_s, u"#%1"_s.arg(colourOf(what), 6, 16, QLatin1Char('0'))}, {u"blocks"_s, blocks}};
    QJsonObject body{{u"text"_s, escaped(plain(subject, 3000))}, {u"attachments"_s, QJsonArray{card}}};
    if (channel.target.isEmpty())
        return jsonCall(addressOf(channel, with), body);
    // A bot's token instead of a webhook: answers carry the message's name, so that later ones become its thread.
    body.insert(u"channel"_s, channel.target);
    if (!with.thread.isEmpty()) {
        body.insert(u"thread_ts"_s, with.thread);
        body.insert(u"reply_broadcast"_s, isOver(what));
    }
    ChannelCall call =
        jsonCall(channel.address.isEmpty() ? u"https://slack.com/api/chat.postMessage"_s : channel.address, body);
    call.contentType = "application/json; charset=utf-8";
    call.headers.emplace_back("Authorization", "Bearer " + with.secret.trimmed());
    return call;
}

} // namespace wf::wire
