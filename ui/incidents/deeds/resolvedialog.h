// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/incidents/outcomes.h"
#include "ui/incidents/deeds/linedialog.h"

namespace wf::ui {

// What an incident was, what ended it, and whether what still fires is silenced for a while.
class ResolveDialog final : public LineDialog {
    Q_OBJECT
public:
    struct Answer {
        engine::OutcomeKind outcome = engine::OutcomeKind::Real;
        QString note;
        qint64 silenceNs = 0; // 0: what fires goes on firing
    };
    // `firing`: alerts that nothing silences; 0 does not ask about them.
    ResolveDialog(const QString &title, int firing, QWidget *parent);

Q_SIGNALS:
    void confirmed(const wf::ui::ResolveDialog::Answer &answer);
};

} // namespace wf::ui
