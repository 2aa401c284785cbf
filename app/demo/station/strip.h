// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/target.h"
#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/station/intake/intake.h"
#include "models/store/series/seriesstore.h"

namespace wf::app::demo {

// One target with the values it has had since they were last taken. One thread at a time.
class Strip {
public:
    explicit Strip(std::unique_ptr<Target> target);
    [[nodiscard]] const Target &target() const { return *m_target; }
    [[nodiscard]] std::size_t series() const { return m_labels.size(); }
    void advance(const World &world, double t) { m_target->advance(world, t); }
    void expect(std::size_t samples);          // room for so many
    void sample(const World &world, double t); // t in the tick advanced to, or later
    // What was sampled, as a batch or into blocks; empty afterwards. The number of samples.
    qint64 moveTo(station::MetricBatch &batch);
    [[nodiscard]] base::Result<qint64> moveTo(store::SeriesBulkLoad &load);

private:
    void describe(std::vector<signals::MetricInfo> &families);
    [[nodiscard]] qint64 clear();

    std::unique_ptr<Target> m_target;
    std::vector<base::Labels> m_labels; // by slot, then up
    std::vector<qint64> m_timesMs;
    std::vector<double> m_rows; // for each time the values in the order of m_labels
    bool m_isDescribed = false;
};

} // namespace wf::app::demo
