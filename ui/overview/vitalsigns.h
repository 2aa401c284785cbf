// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QWidget>

#include <vector>

namespace wf::ui {

// One figure of the strip: caption, number with unit, what it is measured against, trend.
struct VitalSign {
    QString caption;
    QString number;
    QString unit;
    QString note;
    signals::Severity severity = signals::Severity::Ok; // Ok paints grey: healthy is quiet
    std::vector<double> trend;
    QString query;    // what it was asked with, for the tool tip
    bool old = false; // the last good answer: greyed, its note tells the age
};

// Up to six vital signs side by side, 74 high.
class VitalSigns final : public QWidget {
    Q_OBJECT
public:
    explicit VitalSigns(QWidget *parent = nullptr);
    void setSigns(std::vector<VitalSign> vitalSigns);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    std::vector<VitalSign> m_signs;
};

} // namespace wf::ui
