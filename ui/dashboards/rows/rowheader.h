// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace wf::ui {

// "▾ Saturation  3 panels": folds a row. With the marks explained on the right where asked.
class RowHeader final : public QAbstractButton {
    Q_OBJECT
public:
    RowHeader(const QString &title, int panels, QWidget *parent = nullptr);
    void setOpen(bool open);
    void setMarkLegend(bool shown);
    [[nodiscard]] QSize sizeHint() const override { return {200, 25}; }

Q_SIGNALS:
    void foldToggled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString countText() const;
    QString m_title;
    int m_panels = 0;
    bool m_open = true;
    bool m_markLegend = false;
};

} // namespace wf::ui
