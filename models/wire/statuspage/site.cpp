// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/statuspage/site.h"

#include "models/signals/report/words.h"
#include "models/wire/statuspage/siteparts_p.h"

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::ComponentState;
using signals::StatusPage;

Headline headlineOf(const StatusPage &page)
{
    Headline out;
    int unknown = 0, hit = 0;
    for (const auto &component : page.components) {
        unknown += component.isKnown ? 0 : 1;
        hit += component.isKnown && component.state >= ComponentState::Degraded ? 1 : 0;
        if (component.isKnown)
            out.state = std::max(out.state, component.state);
    }
    out.isKnown = unknown < static_cast<int>(page.components.size());
    switch (out.state) {
    case ComponentState::Operational:
        out.words = unknown > 0 ? u"The state of some systems is not known"_s : u"All systems operational"_s;
        break;
    case ComponentState::Maintenance:
        out.words = u"Maintenance under way"_s;
        break;
    case ComponentState::Degraded:
        out.words =
            hit == 1 ? u"One system works slower or with errors"_s : u"Some systems work slower or with errors"_s;
        break;
    case ComponentState::PartialOutage:
        out.words = u"Partial outage"_s;
        break;
    case ComponentState::MajorOutage:
        out.words = u"Major outage"_s;
        break;
    }
    if (!out.isKnown)
        out.words = u"The state of our systems is not known at present"_s;
    return out;
}

QString indicatorOf(ComponentState state)
{
    switch (state) {
    case ComponentState::Operational:
        return u"none"_s;
    case ComponentState::Maintenance:
        return u"maintenance"_s;
    case ComponentState::Degraded:
        return u"minor"_s;
    case ComponentState::PartialOutage:
        return u"major"_s;
    case ComponentState::MajorOutage:
        break;
    }
    return u"critical"_s;
}

QString nameOfComponent(const StatusPage &page, const QString &id)
{
    const auto found = std::ranges::find(page.components, id, &signals::StatusComponent::id);
    return found == page.components.end() ? QString() : found->name;
}

QTimeZone zoneOf(const StatusPage &page)
{
    const QTimeZone zone(page.timeZone.toUtf8());
    return zone.isValid() ? zone : QTimeZone::utc();
}

QString momentWords(qint64 ns, const QTimeZone &zone)
{
    return u"%1, %2 %3"_s.arg(signals::dayYearWord(ns, zone), signals::clockWord(ns, zone),
                              signals::zoneWord(zone, ns));
}

QString incidentAddress(const StatusPage &page, const signals::StatusIncident &incident)
{
    QString base = page.address;
    while (base.endsWith(u'/'))
        base.chop(1);
    return u"%1/history.html#%2"_s.arg(base, incident.id);
}

std::vector<SiteFile> renderSite(const StatusPage &page)
{
    std::vector<SiteFile> files{{u"index.html"_s, indexHtml(page)},
                                {u"history.html"_s, historyHtml(page)},
                                {u"history.rss"_s, rssFeed(page)},
                                {u"history.atom"_s, atomFeed(page)}};
    addJson(page, files);
    return files;
}

} // namespace wf::wire
