// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/incidents/deeds/linedialog.h"

namespace wf::ui {

// How far apart alerts may begin and still be one incident.
class WindowDialog final : public LineDialog {
    Q_OBJECT
public:
    WindowDialog(qint64 windowNs, QWidget *parent);

Q_SIGNALS:
    void confirmed(qint64 windowNs);
};

} // namespace wf::ui
