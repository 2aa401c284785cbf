// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/sidedoor.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <array>

namespace wf::station {

namespace {

constexpr int workers = 2; // beside the window's own questions

net::Secret freshToken()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return net::Secret(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex());
}

} // namespace

SideDoor::SideDoor(std::unique_ptr<ServeService> service, std::unique_ptr<HungDoorPlate> plate)
    : m_service(std::move(service)), m_plate(std::move(plate))
{
}

base::Result<std::unique_ptr<SideDoor>> SideDoor::open(const QString &directory, StationAnswers answers,
                                                       const base::Clock &clock)
{
    ServeSettings settings;
    settings.server.endpoints = {{QStringLiteral("127.0.0.1"), 0}};
    settings.server.workers = workers;
    DoorPlate plate{0, freshToken()};
    auto service = ServeService::make(settings, plate.token, std::move(answers), clock);
    if (!service)
        return service.error();
    (*service)->start();
    const auto &ports = (*service)->ports();
    if (ports.empty() || ports.front().port == 0)
        return base::makeError(
            base::ErrorKind::Unavailable,
            QCoreApplication::translate("Station", "Commands cannot ask the station: %1")
                .arg(ports.empty() || !ports.front().trouble ? QString() : ports.front().trouble->summary));
    plate.port = ports.front().port;
    auto hung = HungDoorPlate::hang(directory, plate);
    if (!hung)
        return hung.error();
    return std::unique_ptr<SideDoor>(new SideDoor(std::move(*service), std::move(*hung)));
}

} // namespace wf::station
