// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/evidence.h"

#include <numeric>

namespace wf::analysis {

double Evidence::sum() const
{
    return std::accumulate(weights.begin(), weights.end(), 0.0);
}

QString evidenceName(EvidenceKind kind)
{
    switch (kind) {
    case EvidenceKind::Time:
        return QStringLiteral("time");
    case EvidenceKind::Repeat:
        return QStringLiteral("repeat");
    case EvidenceKind::Instance:
        return QStringLiteral("instance");
    case EvidenceKind::Service:
        return QStringLiteral("service");
    case EvidenceKind::Dependency:
        return QStringLiteral("dependency");
    case EvidenceKind::Name:
        return QStringLiteral("name");
    case EvidenceKind::CoFiring:
        return QStringLiteral("co-firing");
    case EvidenceKind::Change:
        return QStringLiteral("change");
    case EvidenceKind::Text:
        return QStringLiteral("text");
    case EvidenceKind::Lesson:
        return QStringLiteral("lesson");
    }
    return {};
}

} // namespace wf::analysis
