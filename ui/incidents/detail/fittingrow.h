// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace wf::widgets {
class Button;
}

namespace wf::ui {

// Buttons side by side, none of which is ever cut. What has no room goes in this order: buttons whose deed stands
// elsewhere too, the last first; icons; hints of keys.
class FittingRow final : public QWidget {
    Q_OBJECT
public:
    explicit FittingRow(QWidget *parent = nullptr);
    void addButton(widgets::Button *button);
    // Its deed stands elsewhere too. `isLast`: at the right edge.
    void addSpare(widgets::Button *button, bool isLast = false);
    void addEnd(QWidget *widget); // always shown, at the right edge
    // A spare is shown when it is wanted and there is room.
    void setWanted(widgets::Button *spare, bool isWanted);
    // After the text or the hint of a button changed.
    void fit();
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Spare {
        widgets::Button *button = nullptr;
        bool isWanted = false;
    };
    [[nodiscard]] int widthOf(int room, std::size_t spares) const;

    std::vector<widgets::Button *> m_buttons;
    std::vector<Spare> m_spares;
    QHBoxLayout *m_start, *m_end;
    int m_endWidth = 0; // of what is always there
};

} // namespace wf::ui
