// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/services_p.h"

#include <QJsonArray>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

// Text blocks of a card read Markdown; text runs show what they hold.
QJsonObject line(const QString &text, bool isHead, const QString &colour)
{
    QJsonObject run{{u"type"_s, u"TextRun"_s}, {u"text"_s, plain(text, 2000)}};
    if (isHead) {
        run.insert(u"weight"_s, u"Bolder"_s);
        run.insert(u"size"_s, u"Medium"_s);
        run.insert(u"color"_s, colour);
    }
    return {{u"type"_s, u"RichTextBlock"_s}, {u"inlines"_s, QJsonArray{run}}};
}

QString colourWord(const signals::Notification &what)
{
    if (isOver(what))
        return u"Good"_s;
    return what.severity == signals::Severity::Critical  ? u"Attention"_s
           : what.severity == signals::Severity::Warning ? u"Warning"_s
                                                         : u"Default"_s;
}

} // namespace

CallResult teamsCall(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    QJsonArray body{line(signals::subjectOf(what), true, colourWord(what))};
    for (const QString &sentence : signals::sentencesOf(what))
        if (body.size() < 9) // a card may have 28 KB
            body.append(line(sentence, false, {}));
    QJsonObject card{{u"$schema"_s, u"http://adaptivecards.io/schemas/adaptive-card.json"_s},
                     {u"type"_s, u"AdaptiveCard"_s},
                     {u"version"_s, u"1.4"_s},
                     {u"body"_s, body},
                     {u"fallbackText"_s, plain(signals::subjectOf(what), 300)}};
    QJsonArray actions;
    for (const auto &link : what.links)
        if (actions.size() < 4)
            actions.append(QJsonObject{{u"type"_s, u"Action.OpenUrl"_s},
                                       {u"title"_s, plain(link.text, 75)},
                                       {u"url"_s, link.address.left(1000)}});
    if (!actions.isEmpty())
        card.insert(u"actions"_s, actions);
    const QJsonObject message{
        {u"type"_s, u"message"_s},
        {u"attachments"_s, QJsonArray{QJsonObject{{u"contentType"_s, u"application/vnd.microsoft.card.adaptive"_s},
                                                  {u"contentUrl"_s, QJsonValue::Null},
                                                  {u"content"_s, card}}}}};
    return jsonCall(addressOf(channel, with), message);
}

} // namespace wf::wire
