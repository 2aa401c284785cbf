// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/sloscribe_p.h"

#include <algorithm>

namespace wf::wire {

namespace {

// "name", or {name, weight}.
void readPart(const YamlNode &item, SloComposite &out, SloScribe &scribe)
{
    SloComposite::Part part;
    part.place = scribe.place(item);
    if (item.isMap()) {
        scribe.expectKeys(item, {"name", "weight"});
        part.objective = toQString(scribe.needed(item, "name"));
        part.weight = scribe.number(item, "weight").value_or(1);
        if (!(part.weight > 0))
            scribe.error(item, sloText("A weight must be above 0"));
    } else {
        part.objective = toQString(item.text);
    }
    if (std::ranges::find(out.parts, part.objective, &SloComposite::Part::objective) != out.parts.end())
        scribe.error(item, sloText("%1 is named twice: it would count twice").arg(part.objective.left(120)));
    out.parts.push_back(std::move(part));
}

const signals::Objective *found(const SloDefinitions &all, const QString &name)
{
    const auto of = std::ranges::find(all.objectives, name, &signals::Objective::id);
    return of == all.objectives.end() ? nullptr : &*of;
}

bool hasSameWindow(const signals::Objective &a, const signals::Objective &b)
{
    return a.windowNs == b.windowNs && a.rolling == b.rolling && a.calendarUnit == b.calendarUnit &&
           a.calendarCount == b.calendarCount && a.timeZone == b.timeZone;
}

} // namespace

std::optional<SloComposite> readComposite(const YamlNode &root, SloScribe &scribe)
{
    scribe.expectKeys(root, {"apiVersion", "kind", "metadata", "spec"});
    const YamlNode *metadata = scribe.map(root, "metadata");
    const YamlNode *spec = scribe.map(root, "spec");
    if (!metadata || !spec) {
        scribe.error(root, sloText("A composite needs metadata.name and spec"));
        return std::nullopt;
    }
    scribe.expectKeys(*spec, {"objectives", "by", "target", "displayName", "description", "service", "owner"});
    SloComposite out;
    out.name = toQString(scribe.needed(*metadata, "name"));
    out.displayName = scribe.string(*spec, "displayName");
    out.description = scribe.string(*spec, "description");
    out.service = scribe.string(*spec, "service");
    out.owner = scribe.string(*spec, "owner");
    out.place = scribe.place(root);
    const std::string by = scribe.text(*spec, "by");
    out.isWeighted = by == "weight";
    if (!by.empty() && by != "events" && by != "weight")
        scribe.error(*spec->field("by"), sloText("Write by: events, or by: weight"));
    if (const auto target = scribe.number(*spec, "target"))
        out.target = scribe.target(*spec->field("target"), *target);
    const YamlNode *list = scribe.list(*spec, "objectives");
    if (list)
        for (const auto &item : list->items)
            readPart(*item, out, scribe);
    if (out.parts.size() < 2)
        scribe.error(list ? *list : *spec, sloText("A composite needs the names of two objectives or more"));
    return scribe.errors() > 0 ? std::nullopt : std::optional(out);
}

bool checkComposite(const SloComposite &composite, const SloDefinitions &all, const QStringList &composites,
                    const YamlNode &root, SloScribe &scribe)
{
    const int before = scribe.errors();
    const YamlNode &list = *root.field("spec")->field("objectives");
    const signals::Objective *first = nullptr;
    if (found(all, composite.name))
        scribe.error(*root.field("metadata")->field("name"),
                     sloText("%1 is the name of an objective already").arg(composite.name.left(120)));
    for (std::size_t i = 0; i < composite.parts.size(); ++i) {
        const QString &name = composite.parts[i].objective;
        const signals::Objective *one = found(all, name);
        if (!one && composites.contains(name))
            scribe.error(*list.items[i],
                         sloText("%1 is a composite itself: name its objectives instead").arg(name.left(120)));
        else if (!one)
            scribe.error(*list.items[i],
                         sloText("No objective of these files that can be used has the name %1").arg(name.left(120)));
        else if (first && !hasSameWindow(*first, *one))
            scribe.error(*list.items[i], sloText("%1 has another window than %2: they cannot be counted together")
                                             .arg(name.left(120), first->id.left(120)));
        first = first ? first : one;
    }
    return scribe.errors() == before;
}

} // namespace wf::wire
