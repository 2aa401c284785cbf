// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/tailer.h"

#include "models/station/tail/steploop.h"
#include "models/station/tail/tailengine.h"

namespace wf::station::tail {

class Tailer::Worker : public StepLoop<TailEngine> {
    using StepLoop::StepLoop;
};

Tailer::Tailer(TailSettings settings, Intake &intake, const base::Clock &clock, QString positionPath)
    : m_worker(std::make_unique<Worker>(
          clock, [settings = std::move(settings), path = std::move(positionPath), &intake, &clock]() mutable {
              return std::make_unique<TailEngine>(std::move(settings), intake, clock, path);
          }))
{
}

Tailer::~Tailer() = default;

TailState Tailer::state() const
{
    return m_worker->state();
}

} // namespace wf::station::tail
