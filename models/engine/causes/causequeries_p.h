// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causesignals.h"
#include "models/engine/services/conventions.h"
#include "models/engine/services/servicecatalog.h"

namespace wf::engine {

// The PromQL of each figure, a series for each service and region.
class CauseQueries {
public:
    explicit CauseQueries(const SubjectRules &rules);
    [[nodiscard]] QString latency(const RequestConvention &one) const;
    [[nodiscard]] QString errors(const RequestConvention &one) const;
    [[nodiscard]] QString saturation(const SaturationPair &pair) const;
    [[nodiscard]] QString processor(const QString &counter) const;
    [[nodiscard]] QString memory(const QString &gauge) const;

private:
    QString m_names; // of labels
    QString m_by;
};

// LogQL: error lines a minute of these services.
[[nodiscard]] QString errorLinesQuery(const QStringList &services);
// A minute without lines is no gap: it counts nothing.
[[nodiscard]] MeasuredCause errorLinesOf(const signals::Series &series, base::TimeRange range, qint64 stepNs);
// Without a service when the series names none.
[[nodiscard]] MeasuredCause measuredOf(CauseMeasure measure, const QString &title, const signals::Series &series,
                                       const SubjectRules &rules);
// The services that alarm and those one call away, at most so many.
[[nodiscard]] QStringList servicesNear(const QStringList &services, const ServicesSnapshot &snapshot, qsizetype most);

} // namespace wf::engine
