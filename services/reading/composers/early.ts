/** Composers born before 1600. See `list.ts` for how a row is written and where it comes from. */
export const early = `
Hildegard von Bingen 1098-1179
Adam de la Halle 1245-1287
Guillaume de Machaut 1300-1377
Francesco Landini 1325-1397
John Dunstaple 1390-1453 | Dunstable
Guillaume Dufay 1397-1474 | Du Fay
Gilles Binchois 1400-1460
Johannes Ockeghem 1410-1497
Antoine Busnois 1430-1492 | Busnoys
Johannes Tinctoris 1435-1511
Heinrich Isaac 1450-1517
Josquin des Prez 1450-1521 | Desprez | Josquin
Jacob Obrecht 1457-1505
Loyset Compère 1445-1518
Pierre de la Rue 1452-1518
Antoine Brumel 1460-1512
Jean Mouton 1459-1522
Juan del Encina 1468-1529 | Encina
Francisco de Peñalosa 1470-1528
Robert Fayrfax 1464-1521
William Cornysh 1465-1523
Marchetto Cara 1465-1525
Bartolomeo Tromboncino 1470-1535
Martin Luther 1483-1546
Ludwig Senfl 1486-1542
Johann Walter 1496-1570
John Taverner 1490-1545
Adrian Willaert 1490-1562
Clément Janequin 1485-1558 | Jannequin
Claudin de Sermisy 1490-1562
Pierre Certon 1510-1572
Thomas Crecquillon 1505-1557
Nicolas Gombert 1495-1560
Cristóbal de Morales 1500-1553
Luis de Milán 1500-1561
Luis de Narváez 1500-1552
Alonso Mudarra 1510-1580
Antonio de Cabezón 1510-1566
Christopher Tye 1505-1573
Thomas Tallis 1505-1585
Jacques Arcadelt 1507-1568
Jacobus Clemens non Papa 1510-1555
Cipriano de Rore 1515-1565
Louis Bourgeois 1510-1559
Claude Goudimel 1514-1572
Tielman Susato 1510-1570
Diego Ortiz 1510-1570
Pierre Attaingnant 1494-1552
Claude Gervaise 1525-1583
Robert White 1538-1574
John Sheppard 1515-1558
Gioseffo Zarlino 1517-1590
Philippe de Monte 1521-1603
Giovanni Pierluigi da Palestrina 1525-1594
Francisco Guerrero 1528-1599
Claude Le Jeune 1528-1600
Orlande de Lassus 1532-1594 | Lasso | Orlando di Lasso
Andrea Gabrieli 1532-1585
Maddalena Casulana 1544-1590
William Byrd 1540-1623
Giaches de Wert 1535-1596
Antonio Scandello 1517-1580
Luzzasco Luzzaschi 1545-1607
Tomás Luis de Victoria 1548-1611
Giulio Caccini 1551-1618
Francesca Caccini 1587-1641
Jacobus Gallus 1550-1591 | Handl
Luca Marenzio 1553-1599
Orazio Vecchi 1550-1605
Johannes Eccard 1553-1611
Giovanni Gastoldi 1554-1609
Leonhard Lechner 1553-1606
Thomas Morley 1557-1602
Giovanni Gabrieli 1557-1612
Jacopo Peri 1561-1633
Peter Philips 1560-1628
Jan Pieterszoon Sweelinck 1562-1621
John Bull 1562-1628
John Dowland 1563-1626
Giles Farnaby 1563-1640
Hans Leo Hassler 1564-1612 | Haßler
Carlo Gesualdo 1566-1613
Thomas Campion 1567-1620
Adriano Banchieri 1568-1634
Claudio Monteverdi 1567-1643
Philip Rosseter 1568-1623
Tobias Hume 1569-1645
Salamone Rossi 1570-1630
Michael Praetorius 1571-1621
Hieronymus Praetorius 1560-1629
Thomas Tomkins 1572-1656
Thomas Lupo 1571-1627
Anthony Holborne 1545-1602
Francis Pilkington 1565-1638
John Farmer 1570-1601
Melchior Franck 1579-1639
Erasmus Widmann 1572-1634
Valentin Haussmann 1565-1614
John Wilbye 1574-1638
Thomas Weelkes 1576-1623
John Bartlet 1580-1620
John Bennet 1575-1614
Michael East 1580-1648
Robert Johnson 1583-1633
Thomas Ravenscroft 1582-1635
Gregorio Allegri 1582-1652
Girolamo Frescobaldi 1583-1643
Orlando Gibbons 1583-1625
Sigismondo d'India 1582-1629 | d'India
Thomas Simpson 1582-1628
Heinrich Schütz 1585-1672
Johann Hermann Schein 1586-1630
Samuel Scheidt 1587-1654
Stefano Landi 1587-1639
Giovanni Girolamo Kapsperger 1580-1651
Alessandro Piccinini 1566-1638
Melchior Vulpius 1570-1615
Philipp Nicolai 1556-1608
Michael Altenburg 1584-1640
Johann Crüger 1598-1662
Melchior Teschner 1584-1635
Dario Castello 1602-1631
Biagio Marini 1594-1663
Giovanni Battista Fontana 1589-1630
Tarquinio Merula 1595-1665
Luigi Rossi 1597-1653
Francesco Turini 1595-1656
William Lawes 1602-1645
Henry Lawes 1596-1662
John Jenkins 1592-1678
Jacob van Eyck 1590-1657
Vincenzo Galilei 1520-1591
Francesco da Milano 1497-1543
Hans Neusidler 1508-1563
Jean-Baptiste Besard 1567-1617
Robert Ballard 1572-1650
Nicolas Vallet 1583-1642
Thoinot Arbeau 1520-1595
Antonio Valente 1520-1581
Ascanio Mayone 1565-1627
Francisco Correa de Arauxo 1584-1654
Sebastián Aguilera de Heredia 1561-1627
Jehan Titelouze 1563-1633
Vittoria Aleotti 1575-1620
Settimia Caccini 1591-1660
Lucrezia Orsina Vizzana 1590-1662
Mikołaj Gomółka 1535-1609
Wacław z Szamotuł 1520-1560
`;
