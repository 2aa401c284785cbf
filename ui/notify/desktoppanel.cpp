// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/desktoppanel.h"

#include "models/base/duration.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QPointer>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

const QString fileWanted = u"choose"_s;

void choose(QComboBox &box, const QVariant &value, const QString &otherwise)
{
    int at = box.findData(value);
    if (at < 0) {
        box.addItem(otherwise, value);
        at = box.count() - 1;
    }
    box.setCurrentIndex(at);
}

PlainLabel *label(const QString &text)
{
    auto *out = new PlainLabel(text, TextRole::Base, PlainLabel::Tone::Secondary);
    out->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return out;
}

} // namespace

DesktopPanel::DesktopPanel(engine::NotifyFile &file, QWidget *parent)
    : QWidget(parent),
      m_file(file),
      m_stays(new QCheckBox(tr("Go on in the tray when the window is closed"))),
      m_autostart(new QCheckBox(tr("Start in the tray at log-in"))),
      m_doubt(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Warning)),
      m_said(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 14, 16, 14);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(10);
    grid->setColumnMinimumWidth(0, 150);
    grid->setColumnStretch(4, 1);
    m_critical = soundRow(*grid, 0, tr("New critical incident"), true);
    m_warning = soundRow(*grid, 1, tr("New warning"), false);
    grid->addWidget(m_said, 2, 1, 1, 4);
    grid->addWidget(label(tr("Tray")), 3, 0);
    grid->addWidget(m_stays, 3, 1, 1, 4);
    grid->addWidget(label(tr("At log-in")), 4, 0);
    grid->addWidget(m_autostart, 4, 1, 1, 4);
    m_doubt->setWrap(true);
    grid->addWidget(m_doubt, 5, 1, 1, 4);
    grid->setRowStretch(6, 1);
    m_autostart->setEnabled(false);
    widgets::setPlainToolTip(m_autostart, tr("This environment is not one that the desktop can start."));
    connect(m_stays, &QCheckBox::toggled, this, [this](bool isOn) {
        m_settings.staysInTray = isOn;
        save();
    });
    connect(m_autostart, &QCheckBox::clicked, this, [this](bool isOn) {
        const base::Status done = m_deeds.setAutostart(isOn);
        showAutostart();
        if (!done)
            m_doubt->setText(done.error().summary);
    });
}

DesktopPanel::SoundRow DesktopPanel::soundRow(QGridLayout &grid, int row, const QString &title, bool isCritical)
{
    const SoundRow out{new QComboBox, new QComboBox};
    out.sound->setAccessibleName(tr("%1: sound").arg(title));
    out.again->setAccessibleName(tr("%1: again").arg(title));
    out.sound->addItem(tr("Two low notes"), u"twoLowNotes"_s);
    out.sound->addItem(tr("One low note"), u"oneLowNote"_s);
    out.sound->addItem(tr("No sound"), u"none"_s);
    out.again->addItem(tr("once"), QVariant::fromValue<qint64>(0));
    for (const qint64 seconds : {30, 60, 300, 900})
        out.again->addItem(tr("every %1 until it is taken").arg(base::humanDuration(seconds * base::nsPerSecond)),
                           QVariant::fromValue<qint64>(seconds * base::nsPerSecond));
    out.sound->setMinimumContentsLength(16);
    out.again->setMinimumContentsLength(24);
    out.sound->setMinimumWidth(110); // narrower in a narrow window
    out.again->setMinimumWidth(150);
    out.sound->addItem(tr("A WAV file…"), fileWanted);
    auto *play = new widgets::Button(tr("Play"), u"play"_s);
    play->setAccessibleName(tr("%1: play its sound").arg(title));
    grid.addWidget(label(title), row, 0);
    grid.addWidget(out.sound, row, 1);
    grid.addWidget(out.again, row, 2);
    grid.addWidget(play, row, 3);
    const auto took = [this, out, isCritical] {
        auto &sound = isCritical ? m_settings.critical : m_settings.warning;
        sound = {out.sound->currentData().toString(), out.again->currentData().toLongLong()};
        save();
    };
    connect(out.sound, &QComboBox::activated, this, [this, out, took] {
        if (out.sound->currentData() == fileWanted)
            chooseSound(out, took);
        else
            took();
    });
    connect(out.again, &QComboBox::activated, this, took);
    connect(play, &QPushButton::clicked, this, [this, out] {
        if (m_deeds.play)
            m_deeds.play(out.sound->currentData().toString());
    });
    return out;
}

void DesktopPanel::chooseSound(const SoundRow &row, const std::function<void()> &took)
{
    show(m_settings); // as it was, until a file is chosen
    auto *dialog = new QFileDialog(this, tr("Sound"), {}, tr("Sounds (*.wav)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [row, took](const QString &path) {
        choose(*row.sound, path, path.section(u'/', -1));
        took();
    });
    dialog->open();
}

void DesktopPanel::setDeeds(Deeds deeds)
{
    m_deeds = std::move(deeds);
    m_said->setText(tr("Played by %1.").arg(m_deeds.player));
    showAutostart();
}

void DesktopPanel::showAutostart()
{
    const Autostart now = m_deeds.autostart ? m_deeds.autostart() : Autostart{false, false, {}};
    m_autostart->setEnabled(now.isPossible);
    widgets::setPlainToolTip(m_autostart, now.doubt);
    m_autostart->setChecked(now.isOn);
    m_doubt->setText(now.doubt);
    m_doubt->setVisible(!now.doubt.isEmpty());
}

void DesktopPanel::show(const wire::DesktopSettings &settings)
{
    m_isFilling = true;
    m_settings = settings;
    for (const auto &[row, sound] :
         {std::pair{m_critical, settings.critical}, std::pair{m_warning, settings.warning}}) {
        choose(*row.sound, sound.sound, sound.sound.section(u'/', -1));
        choose(*row.again, QVariant::fromValue(sound.againNs),
               tr("every %1 until it is taken").arg(base::humanDuration(sound.againNs)));
    }
    m_stays->setChecked(settings.staysInTray);
    m_isFilling = false;
}

void DesktopPanel::save()
{
    if (m_isFilling)
        return;
    const QByteArray before = m_file.text();
    const auto text =
        wire::withNotifyDesktop({before.constData(), static_cast<std::size_t>(before.size())}, m_settings);
    if (!text)
        return m_said->setText(text.error().summary);
    m_file.save(before, QByteArray::fromStdString(*text), [panel = QPointer(this)](const base::Status &done) {
        if (panel)
            panel->m_said->setText(done ? tr("Changes apply at once.") : done.error().summary);
    });
}

} // namespace wf::ui
