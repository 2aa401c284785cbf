// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/notify/escalation.h"
#include "ui/incidents/deeds/linedialog.h"

#include <optional>
#include <vector>

namespace wf::ui {

// Whom to tell of an incident at once.
class EscalateDialog final : public LineDialog {
    Q_OBJECT
public:
    struct Choice {
        QString text;                                // outside text
        std::optional<signals::NotifyTarget> target; // none: the next step of its escalation
    };
    // `choices`: one at least; the first is offered.
    EscalateDialog(const QString &title, std::vector<Choice> choices, QWidget *parent);

Q_SIGNALS:
    void confirmed(const std::optional<wf::signals::NotifyTarget> &target, const QString &note);
};

} // namespace wf::ui
