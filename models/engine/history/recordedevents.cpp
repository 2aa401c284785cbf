// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/recordedevents.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString prefix = u"events:"_s;

} // namespace

std::vector<store::AlertSighting> recordedSightings(const wire::alertmanager::RecordedEvents &events,
                                                    const PlaceResolver &resolve)
{
    std::vector<store::AlertSighting> out;
    out.reserve(events.firings.size());
    for (const auto &firing : events.firings) {
        store::AlertSighting one;
        one.source = prefix + firing.instance.left(100);
        one.service = resolve(firing.alert.labels).service;
        one.alert = firing.alert;
        one.firstSeenNs = std::max(firing.recordedNs, firing.alert.startsNs);
        one.endedNs = one.lastSeenNs = std::max(firing.alert.endsNs, firing.alert.startsNs);
        out.push_back(std::move(one));
    }
    return out;
}

bool isRecording(const QString &source)
{
    return source.startsWith(prefix);
}

QString recordingName(const QString &source)
{
    return u"recorder of "_s + source.mid(prefix.size());
}

} // namespace wf::engine
