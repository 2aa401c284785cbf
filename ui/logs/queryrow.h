// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/logs/logform.h"
#include "models/engine/logs/loglabels.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace wf::widgets {
class Button;
class PickButton;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

// The question: labels, level and text put together with the mouse, or LogQL typed. What was picked is LogQL too and
// shows when switching; what was typed stays as it is.
class QueryRow final : public QWidget {
    Q_OBJECT
public:
    explicit QueryRow(const engine::LogLabels &labels, QWidget *parent = nullptr);

    void setForm(const engine::LogForm &form); // back to picking
    [[nodiscard]] const engine::LogForm &form() const { return m_form; }
    void setLogQl(const QString &expr);
    [[nodiscard]] bool isTyped() const { return m_isTyped; }
    [[nodiscard]] QString logQl() const;
    [[nodiscard]] int limit() const { return m_limit; }
    void setRange(base::TimeRange range) { m_range = range; } // where labels are looked for
    void setAnyLabel(const QString &label) { m_anyLabel = label; }
    // Adds or takes away a value, of a label of the stream or of a field read from lines.
    void addFilter(const QString &name, const QString &value, bool isLabel, bool exclude);
    void focusText();

Q_SIGNALS:
    void asked(); // the question changed or is to be asked again

private:
    void rebuildPicks();
    void pickValues(const QString &label, QWidget *anchor);
    void pickLabel();
    void pickLevel();
    void pickLimit();
    void setTyped(bool typed);
    void changed();
    [[nodiscard]] engine::LogForm::Label *find(std::vector<engine::LogForm::Label> &in, const QString &name,
                                               bool excluded) const;

    const engine::LogLabels &m_labels;
    engine::LogForm m_form;
    base::TimeRange m_range;
    QString m_anyLabel = QStringLiteral("service_name");
    int m_limit = 5000;
    bool m_isTyped = false;
    async::Request m_request;
    widgets::Segmented *m_mode;
    QWidget *m_picks;
    QBoxLayout *m_picksRow;
    widgets::PickButton *m_service;
    widgets::PickButton *m_level;
    widgets::PickButton *m_limitPick;
    QLineEdit *m_text;
    widgets::Button *m_run;
};

} // namespace wf::ui
