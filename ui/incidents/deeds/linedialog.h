// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QFormLayout;
class QLineEdit;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// A dialog of captioned lines with Cancel and one button that says what is done; Enter does it.
class LineDialog : public QDialog {
    Q_OBJECT
public:
    LineDialog(const QString &title, const QString &verb, QWidget *parent);

Q_SIGNALS:
    void agreed();

protected:
    void addLine(const QString &caption, QWidget *field);
    QLineEdit *addText(const QString &caption, const QString &placeholder, const QString &spoken);
    [[nodiscard]] widgets::Button *confirm() const { return m_confirm; }

private:
    QFormLayout *m_form;
    widgets::Button *m_confirm;
};

// A note for colleagues.
class IncidentNoteDialog final : public LineDialog {
    Q_OBJECT
public:
    IncidentNoteDialog(const QString &title, QWidget *parent);

Q_SIGNALS:
    void confirmed(const QString &text);
};

} // namespace wf::ui
