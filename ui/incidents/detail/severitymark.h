// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QWidget>

namespace wf::ui {

// The mark of a severity beside a title; its name is spoken.
class SeverityMark final : public QWidget {
    Q_OBJECT
public:
    explicit SeverityMark(QWidget *parent = nullptr);
    void setSeverity(signals::Severity severity);
    [[nodiscard]] QSize sizeHint() const override { return {18, 18}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    signals::Severity m_severity = signals::Severity::Unknown;
};

} // namespace wf::ui
