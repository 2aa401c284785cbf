// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/detector.h"
#include "models/analysis/anomalies/lastvalues.h"

namespace wf::analysis {

// Spectral residual of the last 64 values (Ren et al., KDD 2019): what is left of the spectrum's logarithm after a
// moving mean of three, turned back, is large where a value does not belong. As there, five estimated values are put
// behind the newest one, so that it does not stand at the edge. The departure is its saliency over the mean of the
// others, less one.
class SpectralResidual final : public Detector {
public:
    static constexpr std::size_t window = 64;
    Opinion look(const Sample &sample) override;

private:
    static constexpr std::size_t estimated = 5; // values put behind the newest one
    LastValues m_last{window - estimated};
};

} // namespace wf::analysis
