// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/settings/notifyfile.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QGridLayout;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// What this machine's desktop does: sounds of each severity, the tray, and the start at log-in. Changes apply at once.
class DesktopPanel final : public QWidget {
    Q_OBJECT
public:
    struct Autostart {
        bool isOn = false;
        bool isPossible = true;
        QString doubt; // why it may not come about; empty: nothing speaks against it
    };
    struct Deeds {
        std::function<Autostart()> autostart;
        std::function<base::Status(bool isOn)> setAutostart;
        std::function<void(const QString &sound)> play;
        QString player; // what plays sounds
    };
    DesktopPanel(engine::NotifyFile &file, QWidget *parent = nullptr);
    void setDeeds(Deeds deeds);
    void show(const wire::DesktopSettings &settings);

private:
    struct SoundRow {
        QComboBox *sound;
        QComboBox *again;
    };
    SoundRow soundRow(QGridLayout &grid, int row, const QString &title, bool isCritical);
    void chooseSound(const SoundRow &row, const std::function<void()> &took);
    void save();
    void showAutostart();

    engine::NotifyFile &m_file;
    Deeds m_deeds;
    wire::DesktopSettings m_settings;
    SoundRow m_critical, m_warning;
    QCheckBox *m_stays;
    QCheckBox *m_autostart;
    widgets::PlainLabel *m_doubt;
    widgets::PlainLabel *m_said;
    bool m_isFilling = false;
};

} // namespace wf::ui
