"""Names of councils' areas in the United Kingdom that say of themselves that they are places.

Counties, unitary and metropolitan areas of England, the principal areas of Wales and Scotland, counties of Northern
Ireland. Names that end in -shire need no list. Left out are those that are also ordinary words or names of people, such
as Reading, Bath, Highland, Down, Angus or Stirling.
"""

from __future__ import annotations

NAMES = (
    "Barnsley", "Birmingham", "Blackburn", "Blackpool", "Bolton", "Bournemouth", "Bracknell", "Bradford",
    "Brighton", "Bristol", "Calderdale", "Cleveland", "Cornwall", "Coventry", "Cumberland", "Cumbria", "Darlington",
    "Derby", "Devon", "Doncaster", "Dorset", "Dudley", "Durham", "Essex", "Gateshead", "Greater London",
    "Greater Manchester", "Halton", "Hartlepool", "Humberside", "Huntingdon", "Isle of Wight", "Isles of Scilly",
    "Kent", "Kingston upon Hull", "Kirklees", "Knowsley", "Leeds", "Leicester", "Liverpool", "London", "Luton",
    "Manchester", "Medway", "Merseyside", "Middlesbrough", "Middlesex", "Milton Keynes", "Newcastle upon Tyne",
    "Norfolk", "Northumberland", "Nottingham", "Oldham", "Peterborough", "Plymouth", "Portsmouth", "Redcar",
    "Rochdale", "Rotherham", "Rutland", "Salford", "Sandwell", "Scarborough", "Sefton", "Sheffield", "Slough",
    "Solihull", "Somerset", "Southampton", "Southend-on-Sea", "Stockport", "Stockton-on-Tees", "Stoke-on-Trent",
    "Suffolk", "Sunderland", "Surrey", "Sussex", "Swindon", "Tameside", "Teesside", "Thurrock", "Torbay",
    "Trafford", "Tyne and Wear", "Tyneside", "Wakefield", "Walsall", "Wearside", "Westmorland", "Wigan", "Wirral",
    "Wolverhampton",
    "Anglesey", "Blaenau Gwent", "Bridgend", "Caerphilly", "Cardiff", "Ceredigion", "Clwyd", "Conwy", "Dyfed",
    "Gwent", "Gwynedd", "Merthyr Tydfil", "Neath Port Talbot", "Powys", "Rhondda Cynon Taf", "Swansea", "Torfaen",
    "Vale of Glamorgan", "Wrexham", "Ynys Môn",
    "Aberdeen", "Argyll and Bute", "Clackmannan", "Dumfries and Galloway", "Dundee", "East Lothian", "Edinburgh",
    "Falkirk", "Fife", "Glasgow", "Inverclyde", "Lothian", "Midlothian", "Moray", "Orkney", "Perth and Kinross",
    "Scottish Borders", "Shetland", "Strathclyde", "Tayside", "West Lothian",
    "Antrim", "Armagh", "Belfast", "Fermanagh", "Londonderry", "Tyrone",
)  # fmt: skip
