// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/journal/journaltailer.h"

#include "models/station/tail/steploop.h"

namespace wf::station::journal {

class JournalTailer::Worker : public tail::StepLoop<JournalFollower> {
    using StepLoop::StepLoop;
};

JournalTailer::JournalTailer(JournalSettings settings, Intake &intake, const base::Clock &clock, QString positionPath)
    : m_worker(std::make_unique<Worker>(
          clock, [settings = std::move(settings), path = std::move(positionPath), &intake, &clock]() mutable {
              return std::make_unique<JournalFollower>(std::move(settings), intake, clock, path);
          }))
{
}

JournalTailer::~JournalTailer() = default;

JournalState JournalTailer::state() const
{
    return m_worker->state();
}

} // namespace wf::station::journal
