// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"

#include <QDialog>

namespace wf::ui {

// How faithfully each panel of a dashboard from Grafana is shown, and why not, with its place in the file: those left
// out first, then those shown a little differently.
class ImportReportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ImportReportDialog(const signals::Dashboard &dashboard, QWidget *parent = nullptr);
};

} // namespace wf::ui
