// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/numbers.h"
#include "models/wire/yaml/slo/sloscribe_p.h"

#include <QDateTime>
#include <QTimeZone>

namespace wf::wire {

namespace {

// When it is; what is wrong is told, and then it means nothing.
base::RecurringWindow::Spec readWhen(const YamlNode &spec, SloScribe &scribe)
{
    base::RecurringWindow::Spec window;
    const QString zone = scribe.string(spec, "timeZone");
    window.zone = zone.isEmpty() ? QTimeZone::utc() : QTimeZone(zone.toUtf8());
    if (!window.zone.isValid())
        scribe.error(*spec.field("timeZone"),
                     sloText("%1 is no time zone of the IANA list, like Europe/Zurich").arg(zone.left(120)));
    const auto local = [&](std::string_view key) {
        const QString text = toQString(scribe.needed(spec, key));
        const QDateTime time = QDateTime::fromString(QString(text).replace(u' ', u'T'), Qt::ISODate);
        if (!text.isEmpty() && (!time.isValid() || text.size() > 19))
            scribe.error(*spec.field(key), sloText("%1 must be a local time like 2026-05-14T02:00:00, in the time zone "
                                                   "of the correction")
                                               .arg(shownText(key)));
        return time;
    };
    window.first = local("start");
    const YamlNode *duration = spec.field("duration");
    const YamlNode *end = spec.field("end");
    if ((duration != nullptr) == (end != nullptr))
        scribe.error(spec, sloText("A correction needs either end or duration"));
    else if (duration)
        window.lengthNs = parseDuration(scribe.text(spec, "duration")).value_or(0);
    else
        window.lengthNs = window.first.secsTo(local("end")) * 1'000'000'000;
    if (window.lengthNs <= 0 && ((duration != nullptr) != (end != nullptr)))
        scribe.error(duration ? *duration : *end, sloText("The correction has no length: it must end after its start"));
    if (const QString rule = scribe.string(spec, "rrule"); !rule.isEmpty()) {
        const auto read = base::parseRecurrenceRule(rule);
        if (read)
            window.rule = *read;
        else
            scribe.error(*spec.field("rrule"), read.error().summary);
    }
    return window;
}

} // namespace

std::optional<SloCorrection> readCorrection(const YamlNode &root, SloScribe &scribe)
{
    scribe.expectKeys(root, {"apiVersion", "kind", "metadata", "spec"});
    const YamlNode *metadata = scribe.map(root, "metadata");
    const YamlNode *spec = scribe.map(root, "spec");
    if (!metadata || !spec) {
        scribe.error(root, sloText("A correction needs metadata.name and spec"));
        return std::nullopt;
    }
    scribe.expectKeys(*spec, {"objectives", "start", "end", "duration", "timeZone", "rrule", "reason", "approvedBy"});
    SloCorrection c;
    c.name = toQString(scribe.needed(*metadata, "name"));
    c.place = scribe.place(root);
    if (const YamlNode *list = scribe.list(*spec, "objectives"))
        for (const auto &one : list->items)
            c.objectives << toQString(one->text);
    base::RecurringWindow::Spec window = readWhen(*spec, scribe);
    c.reason = toQString(scribe.needed(*spec, "reason"));
    c.approvedBy = toQString(scribe.needed(*spec, "approvedBy"));
    if (scribe.errors() > 0)
        return std::nullopt;
    const auto made = base::RecurringWindow::of(std::move(window));
    if (!made) {
        scribe.error(*spec, made.error().summary);
        return std::nullopt;
    }
    c.window = *made;
    return c;
}

} // namespace wf::wire
