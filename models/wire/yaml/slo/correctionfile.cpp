// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/sloscribe_p.h"
#include "models/wire/yaml/tree/windowfields.h"

namespace wf::wire {

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
    base::RecurringWindow::Spec window = readWindowFields(*spec, QTimeZone::utc(), scribe);
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
