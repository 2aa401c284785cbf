// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/editing/boardkeeper.h"

#include <QDialog>

class QListWidget;
class QPlainTextEdit;

namespace wf::ui {

// What differs between two texts of a dashboard, as `diff -u` writes it.
class DifferenceDialog final : public QDialog {
    Q_OBJECT
public:
    DifferenceDialog(const QByteArray &before, const QByteArray &after, const QString &title,
                     QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

// Earlier texts of a file beside how each differs from the one of now; one can be taken back into the draft.
class BoardVersionsDialog final : public QDialog {
    Q_OBJECT
public:
    BoardVersionsDialog(std::vector<engine::BoardVersion> versions, QByteArray now, QWidget *parent = nullptr);

Q_SIGNALS:
    void restored(const QString &path, const QString &when);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showVersion(int row);

    std::vector<engine::BoardVersion> m_versions;
    QByteArray m_now;
    QListWidget *m_list;
    QPlainTextEdit *m_text;
};

} // namespace wf::ui
