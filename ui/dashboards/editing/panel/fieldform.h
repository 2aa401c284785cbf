// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/fieldsettings.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// How the values of a panel are written and coloured: unit, decimals, limits, thresholds, value mappings. Fields that
// say nothing valid leave the setting as it was and say what to write.
class FieldForm final : public QWidget {
    Q_OBJECT
public:
    explicit FieldForm(QWidget *parent = nullptr);

    void setFields(const signals::FieldSettings &fields);
    [[nodiscard]] const signals::FieldSettings &fields() const { return m_fields; }
    [[nodiscard]] bool isValid() const { return m_problems.isEmpty(); }

Q_SIGNALS:
    void changed();

private:
    void read();
    std::optional<double> number(const QLineEdit *field, const QString &name);
    void readThresholds();
    void readMappings();

    signals::FieldSettings m_fields;
    QStringList m_problems;
    bool m_isFilling = false;
    QComboBox *m_unit;
    QLineEdit *m_decimals, *m_min, *m_max, *m_name, *m_noValue;
    QPlainTextEdit *m_thresholds, *m_mappings;
    widgets::PlainLabel *m_said;
};

// One threshold a line: "80 red"; the first may be "base green". Errors name the line.
[[nodiscard]] QString thresholdText(const std::optional<signals::ThresholdSettings> &thresholds);
[[nodiscard]] std::optional<QString> readThresholdText(const QString &text, signals::ThresholdSettings &out);
// One mapping of a value a line: "0 = down | red". Others than of values are kept and not shown.
[[nodiscard]] QString mappingText(const std::vector<signals::ValueMapping> &mappings);
[[nodiscard]] std::optional<QString> readMappingText(const QString &text, std::vector<signals::ValueMapping> &out);

} // namespace wf::ui
