// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QDialog>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
QT_END_NAMESPACE

namespace wf::widgets {
class Button;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

// The text of a contract, read again while one types, and the difference to what the file holds, which is looked at
// before it can be saved.
class ContractEditor final : public QDialog {
    Q_OBJECT
public:
    // `before` is what the file holds; empty: a new file.
    ContractEditor(const QString &path, const QString &before, const QString &text, QWidget *parent = nullptr);
    void tell(const base::Status &status);

Q_SIGNALS:
    void saveRequested(const QString &path, const QString &before, const QString &after);

private:
    void look();
    void showSide(int side);
    QString m_path, m_before;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_difference;
    widgets::Segmented *m_side;
    widgets::PlainLabel *m_problem;
    widgets::Button *m_save;
    QTimer m_quiet;
    bool m_reads = false;
};

// Lines that went ("− …"), came ("+ …") or stayed ("  …") around them.
[[nodiscard]] QString differenceText(const QString &before, const QString &after);

} // namespace wf::ui
