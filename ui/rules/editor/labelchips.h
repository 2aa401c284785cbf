// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QLineEdit;
class QToolButton;

namespace wf::ui {

// Labels as chips in a field. "name=value" and Enter adds one or changes the one of that name; on a chip Delete takes
// it away and Enter puts it into the text to be changed; Backspace in the empty text takes the last one back into it.
class LabelChips final : public QWidget {
    Q_OBJECT
public:
    using Pair = std::pair<QString, QString>;
    explicit LabelChips(QWidget *parent = nullptr);
    void setLabels(const std::vector<Pair> &labels);
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 28}; }
    // What is in the text is a label too; false: it is none yet.
    bool take();

Q_SIGNALS:
    // An empty value takes the label away.
    void labelChanged(const QString &name, const QString &value);
    void refused(const QString &why); // empty: nothing is wrong any more

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int arrange(int width, bool apply) const; // the height
    void edit(std::size_t index);
    std::vector<Pair> m_labels;
    std::vector<QToolButton *> m_chips;
    QLineEdit *m_edit;
};

} // namespace wf::ui
