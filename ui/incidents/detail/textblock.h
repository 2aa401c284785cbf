// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace wf::ui {

// Text that can be selected and copied: plain, read only, in the mono face, as high as it needs to be.
class TextBlock final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TextBlock(const QString &name, QWidget *parent = nullptr);
    void show(const QString &outside); // outside text
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void adopt();
};

} // namespace wf::ui
