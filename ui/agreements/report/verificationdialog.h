// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/reports/archive/verifyreport.h"

#include <QDialog>

namespace wf::ui {

// What came of verifying a document: the verdict, what vouches for it, and every difference. Text can be copied.
class VerificationDialog final : public QDialog {
    Q_OBJECT
public:
    VerificationDialog(const QString &path, const engine::ReportVerification &found, QWidget *parent = nullptr);
};

} // namespace wf::ui
