// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/incidents/deeds/linedialog.h"

namespace wf::ui {

// Acknowledge with a note and for how long. Enter confirms, Esc cancels.
class AckDialog final : public LineDialog {
    Q_OBJECT
public:
    AckDialog(const QString &title, const QString &owner, QWidget *parent);

Q_SIGNALS:
    void confirmed(const QString &note, qint64 durationNs, bool extendWhileFiring);
};

} // namespace wf::ui
