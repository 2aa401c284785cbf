// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/agreements/agreementscribe_p.h"
#include "models/wire/yaml/tree/windowfields.h"

#include <algorithm>

namespace wf::wire {

using signals::Agreement;
using signals::AgreementClause;
using signals::AgreementExclusion;
using signals::ApprovalState;
using signals::ExclusionKind;
using signals::NoticeOccasion;

namespace {

signals::Approval approvalOf(const YamlNode &exclusion, AgreementScribe &scribe)
{
    const YamlNode *map = scribe.map(exclusion, "approval");
    if (!map)
        return {};
    scribe.expect(*map, {"state", "by", "at", "reason"});
    signals::Approval out;
    out.state = scribe.choice(
        *map, "state",
        std::array<std::pair<std::string_view, ApprovalState>, 3>{{{"proposed", ApprovalState::Proposed},
                                                                   {"approved", ApprovalState::Approved},
                                                                   {"rejected", ApprovalState::Rejected}}},
        ApprovalState::Proposed);
    out.by = scribe.string(*map, "by");
    out.reason = scribe.string(*map, "reason");
    out.atNs = scribe.moment(*map, "at").value_or(0);
    if (out.state != ApprovalState::Proposed && out.by.trimmed().isEmpty())
        scribe.error(*map, agreementText("An approval names who gave it: by is missing"));
    return out;
}

void readExclusion(const YamlNode &map, Agreement &out, AgreementScribe &scribe)
{
    if (!map.isMap()) {
        scribe.error(map, agreementText("An exclusion is a map with id, kind, reason, start …"));
        return;
    }
    scribe.expect(map, {"id", "kind", "section", "reason", "clauses", "start", "end", "duration", "timeZone", "rrule",
                        "announced", "approval"});
    const int before = scribe.errors();
    AgreementExclusion one;
    one.sourceLine = scribe.place(map).line;
    one.id = toQString(scribe.needed(map, "id"));
    if (std::ranges::find(out.exclusions, one.id, &AgreementExclusion::id) != out.exclusions.end())
        scribe.error(map, agreementText("There are two exclusions %1").arg(shownText(one.id.toStdString())));
    (void)scribe.needed(map, "kind");
    one.kind = scribe.choice(map, "kind",
                             std::array<std::pair<std::string_view, ExclusionKind>, 4>{
                                 {{"planned-maintenance", ExclusionKind::PlannedMaintenance},
                                  {"force-majeure", ExclusionKind::ForceMajeure},
                                  {"customer-caused", ExclusionKind::CustomerCaused},
                                  {"other", ExclusionKind::Other}}},
                             ExclusionKind::Other);
    one.section = scribe.string(map, "section");
    one.reason = toQString(scribe.needed(map, "reason"));
    one.clauses = scribe.words(map, "clauses");
    for (const QString &id : one.clauses)
        if (std::ranges::find(out.clauses, id, &AgreementClause::id) == out.clauses.end())
            scribe.error(*map.field("clauses"), agreementText("There is no clause %1").arg(id.left(120)));
    one.announcedNs = scribe.moment(map, "announced");
    one.approval = approvalOf(map, scribe);
    auto spec = readWindowFields(map, QTimeZone(out.timeZone.toUtf8()), scribe);
    if (scribe.errors() != before)
        return;
    auto window = base::RecurringWindow::of(std::move(spec));
    if (!window) {
        scribe.error(map, window.error().summary);
        return;
    }
    one.window = std::move(*window);
    out.exclusions.push_back(std::move(one));
}

void readNotice(const YamlNode &map, Agreement &out, AgreementScribe &scribe)
{
    if (!map.isMap()) {
        scribe.error(map, agreementText("A notice is a map with id, on, within, to …"));
        return;
    }
    scribe.expect(map, {"id", "on", "within", "to", "section", "subject", "text"});
    signals::NoticeDuty one;
    one.id = toQString(scribe.needed(map, "id"));
    if (std::ranges::find(out.notices, one.id, &signals::NoticeDuty::id) != out.notices.end())
        scribe.error(map, agreementText("There are two notices %1").arg(shownText(one.id.toStdString())));
    (void)scribe.needed(map, "on");
    (void)scribe.needed(map, "within");
    one.occasion = scribe.choice(
        map, "on",
        std::array<std::pair<std::string_view, NoticeOccasion>, 6>{{{"at-risk", NoticeOccasion::AtRisk},
                                                                    {"breach", NoticeOccasion::Breach},
                                                                    {"incident", NoticeOccasion::Incident},
                                                                    {"maintenance", NoticeOccasion::Maintenance},
                                                                    {"credit-due", NoticeOccasion::CreditDue},
                                                                    {"report", NoticeOccasion::Report}}},
        NoticeOccasion::Breach);
    one.withinNs = scribe.duration(map, "within").value_or(0);
    one.to = toQString(scribe.needed(map, "to"));
    one.section = scribe.string(map, "section");
    one.subject = scribe.string(map, "subject");
    one.text = scribe.string(map, "text");
    out.notices.push_back(std::move(one));
}

template<class Read>
void readList(const YamlNode &spec, std::string_view key, std::size_t most, AgreementScribe &scribe, Read read)
{
    const YamlNode *items = scribe.list(spec, key);
    if (items && items->items.size() > most)
        scribe.error(*items, agreementText("%1 holds at most %2").arg(shownText(key)).arg(most));
    else if (items)
        for (const auto &item : items->items)
            read(*item);
}

} // namespace

void readExclusions(const YamlNode &spec, Agreement &out, AgreementScribe &scribe)
{
    readList(spec, "exclusions", 5000, scribe, [&](const YamlNode &one) { readExclusion(one, out, scribe); });
}

void readNotices(const YamlNode &spec, Agreement &out, AgreementScribe &scribe)
{
    readList(spec, "notices", 100, scribe, [&](const YamlNode &one) { readNotice(one, out, scribe); });
}

} // namespace wf::wire
