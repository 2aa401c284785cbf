// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wf::app::demo {

// What the Halcyon shop consists of before anything happens to it. Constant; rates in requests per second over both
// regions at the reference hour (02:14 UTC), times in milliseconds.

enum ServiceId : std::uint8_t {
    Gateway,
    Checkout,
    Payment,
    Cart,
    Inventory,
    Catalog,
    Search,
    Recommender,
    Shipping,
    Accounts
};
inline constexpr std::size_t serviceCount = 10;
enum RegionId : std::uint8_t { EuWest, UsEast };
inline constexpr std::size_t regionCount = 2;

enum class Runtime : std::uint8_t { Go, Jvm, Python };

// How long a request with this code takes, against the route's ordinary latency.
enum class Pace : std::uint8_t {
    Ordinary, // as a success
    Quick,    // refused early: a fifth of the median
    Deadline, // runs into deadlineMs of the route
};

struct CodeSpec {
    std::string_view code;
    double share; // of all requests when nothing is wrong; the first code of a route takes the rest
    Pace pace = Pace::Ordinary;
};

struct RouteSpec {
    std::string_view method; // HTTP method, or the gRPC service
    std::string_view route;  // route template, or the gRPC method
    double perSecond;
    double medianMs;
    double spread; // 1/beta of the log-logistic: p95 = median * 19^spread
    double deadlineMs;
    std::vector<CodeSpec> codes;
};

struct Release {
    int major;
    int minor;
    int patch;
    [[nodiscard]] std::string text() const;
};

struct ServiceSpec {
    ServiceId id;
    std::string_view name;
    Runtime runtime;
    std::string_view runtimeVersion;
    std::string_view team;
    bool grpc;
    std::array<int, regionCount> pods;
    double cpuMsPerRequest;
    double cpuCores;   // limit per pod
    double memoryMiB;  // limit per pod
    double memoryUsed; // share of the limit at rest
    Release release;   // what runs when the payment story begins
    double deployedHoursBefore;
    std::string_view releaseNote;
    std::string_view store; // its database or cache, empty when none
    std::vector<ServiceId> calls;
    std::vector<double> boundsSeconds; // histogram bounds, without +Inf
    std::vector<RouteSpec> routes;
};

struct RegionSpec {
    std::string_view name;
    double share;    // of the reference rate, mean over the day
    double swing;    // amplitude of the daily rhythm
    double peakHour; // UTC
    std::vector<std::string_view> nodes;
};

[[nodiscard]] const std::vector<ServiceSpec> &services();
[[nodiscard]] const ServiceSpec &service(ServiceId id);
[[nodiscard]] const RegionSpec &region(RegionId id);

} // namespace wf::app::demo
