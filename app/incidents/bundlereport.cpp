// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/bundlereport.h"

#include "models/engine/bundle/packbundle.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

std::vector<QStringList> bundleFacts(const engine::BundleManifest &manifest)
{
    std::vector<QStringList> out{{manifest.isDashboard ? u"dashboard"_s : manifest.id(), manifest.title}};
    if (!manifest.isDashboard)
        out.push_back({u"severity"_s, manifest.severity});
    for (const auto &fact : std::vector<QStringList>{{u"taken"_s, engine::bundleTime(manifest.takenNs)},
                                                     {u"taken by"_s, manifest.takenBy},
                                                     {u"environment"_s, manifest.environment},
                                                     {u"written by"_s, u"Watchfloor "_s + manifest.program},
                                                     {u"from"_s, engine::bundleTime(manifest.range.startNs)},
                                                     {u"until"_s, engine::bundleTime(manifest.range.endNs)}})
        out.push_back(fact);
    for (const auto &portion : manifest.contents)
        out.push_back({u"has"_s, engine::portionText(portion)});
    for (const QString &missing : manifest.missing)
        out.push_back({u"missing"_s, missing});
    if (!manifest.isMasked)
        out.push_back({u"masked"_s, u"nothing"_s});
    else if (manifest.masks.empty())
        out.push_back({u"masked"_s, u"nothing was found to mask"_s});
    for (const auto &mask : manifest.masks)
        out.push_back({u"masked"_s, u"%1: %2 times, %3 different"_s.arg(mask.kind).arg(mask.times).arg(mask.distinct)});
    return out;
}

std::vector<QStringList> maskTable(const engine::MaskedBundle &masked)
{
    std::vector<QStringList> out{{u"KIND"_s, u"TIMES"_s, u"DIFFERENT"_s, u"EXAMPLE"_s, u"MASK"_s}};
    for (const auto &one : masked.bundle->manifest.masks) {
        const auto example = std::ranges::find(masked.examples, one.kind, &engine::MaskExample::kind);
        const bool isKnown = example != masked.examples.end();
        out.push_back({one.kind, QString::number(one.times), QString::number(one.distinct),
                       isKnown ? example->example.left(80) : QString(), isKnown ? example->mask : QString()});
    }
    return out;
}

} // namespace wf::app
