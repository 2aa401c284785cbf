// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/fieldsettings.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// What is different about some fields of a panel: which they are, and their settings, one a line. Later rules win. A
// setting that cannot be read stays as it was and says so.
class OverrideRows final : public QWidget {
    Q_OBJECT
public:
    explicit OverrideRows(QWidget *parent = nullptr);

    void setOverrides(std::vector<signals::FieldOverride> rules, const QString &panelType);
    [[nodiscard]] const std::vector<signals::FieldOverride> &overrides() const { return m_rules; }
    void addRule();
    void addSetting(std::size_t rule, const QString &id);

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    void addHead(QVBoxLayout *column, std::size_t rule);
    void addSettingRow(QVBoxLayout *column, std::size_t rule, std::size_t setting);
    void addMore(QVBoxLayout *column, std::size_t rule);

    std::vector<signals::FieldOverride> m_rules;
    QString m_type;
    QVBoxLayout *m_rows;
    widgets::PlainLabel *m_said;
};

} // namespace wf::ui
