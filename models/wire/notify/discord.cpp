// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/services_p.h"

#include "models/base/timetext.h"

#include <QJsonArray>
#include <QUrlQuery>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

// Discord reads Markdown everywhere; a backslash before punctuation makes it itself.
QString escaped(const QString &text, qsizetype cap)
{
    QString out;
    for (const QChar c : text) {
        if (u"\\*_~`|>#[]()<@:-"_s.contains(c))
            out += u'\\';
        out += c;
    }
    return plain(out, cap);
}

} // namespace

CallResult discordCall(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    QJsonObject embed{{u"title"_s, escaped(signals::subjectOf(what), 256)},
                      {u"description"_s, escaped(signals::sentencesOf(what).join(u'\n'), 3500)},
                      {u"color"_s, colourOf(what)},
                      {u"timestamp"_s, base::isoTime(what.atNs)}};
    QJsonArray fields;
    for (const auto &link : what.links)
        if (fields.size() < 5)
            fields.append(QJsonObject{{u"name"_s, escaped(link.text, 256)}, {u"value"_s, link.address.left(1024)}});
    if (!fields.isEmpty())
        embed.insert(u"fields"_s, fields);
    // Nobody is mentioned, whatever the text says.
    const QJsonObject body{{u"embeds"_s, QJsonArray{embed}},
                           {u"allowed_mentions"_s, QJsonObject{{u"parse"_s, QJsonArray{}}}}};
    ChannelCall call = jsonCall(addressOf(channel, with), body);
    QUrlQuery query(call.url);
    if (!query.hasQueryItem(u"wait"_s))
        query.addQueryItem(u"wait"_s, u"true"_s); // else it answers before it has looked at the message
    call.url.setQuery(query);
    return call;
}

} // namespace wf::wire
