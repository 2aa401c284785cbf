// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/tree/windowfields.h"

#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/wire/numbers.h"

#include <QCoreApplication>
#include <QDateTime>

namespace wf::wire {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::wire", text);
}

QDateTime localTime(const YamlNode &map, std::string_view key, FieldScribe &scribe)
{
    const QString text = toQString(scribe.needed(map, key));
    const QDateTime time = QDateTime::fromString(QString(text).replace(u' ', u'T'), Qt::ISODate);
    if (!text.isEmpty() && (!time.isValid() || text.size() > 19))
        scribe.error(
            *map.field(key),
            tr("%1 must be a local time like 2026-05-14T02:00:00, in the time zone given").arg(shownText(key)));
    return time;
}

} // namespace

base::RecurringWindow::Spec readWindowFields(const YamlNode &map, const QTimeZone &zone, FieldScribe &scribe)
{
    base::RecurringWindow::Spec window;
    const QString name = scribe.string(map, "timeZone");
    window.zone = name.isEmpty() ? zone : base::zoneNamed(name);
    if (!window.zone.isValid() && !name.isEmpty())
        scribe.error(*map.field("timeZone"),
                     tr("%1 is no time zone of the IANA list, like Europe/Zurich").arg(name.left(120)));
    window.first = localTime(map, "start", scribe);
    const YamlNode *duration = map.field("duration");
    const YamlNode *end = map.field("end");
    if ((duration != nullptr) == (end != nullptr))
        scribe.error(map, tr("Either end or duration is needed, and not both"));
    else if (duration)
        window.lengthNs = parseDuration(scribe.text(map, "duration")).value_or(0);
    else
        window.lengthNs = window.first.secsTo(localTime(map, "end", scribe)) * base::nsPerSecond;
    if (window.lengthNs <= 0 && ((duration != nullptr) != (end != nullptr)))
        scribe.error(duration ? *duration : *end, tr("It has no length: it must end after its start"));
    if (const QString rule = scribe.string(map, "rrule"); !rule.isEmpty()) {
        const auto read = base::parseRecurrenceRule(rule);
        if (read)
            window.rule = *read;
        else
            scribe.error(*map.field("rrule"), read.error().summary);
    }
    return window;
}

} // namespace wf::wire
